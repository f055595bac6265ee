import { wasClockSetBack } from '../../model/clock-set-back.ts';
import type { SegmentRecord } from '../../model/segment-record.ts';
import type { RuleWords } from '../../words/rule-words.ts';
import type { Budget, CaptureSubject, Judgment, Rule, RuleMaker } from '../rule.ts';
import type { ConnectionSubject } from '../subject.ts';
import type { RuleRef } from '../verdict.ts';
import { valueAt, valueText } from './expressions.ts';
import { type ClockDamage, measuredOf, NO_DAMAGE, readsSpans } from './measured.ts';
import type { Template } from './template.ts';

type Test = (record: object) => boolean | undefined;

/** A rule of a file, with its texts compiled. */
export interface WrittenRule {
  readonly ref: RuleRef & { readonly over: Rule['over'] };
  readonly where: Test | undefined;
  readonly expect: Test;
  /** The condition as written, and the fields that it reads. */
  readonly expected: string;
  readonly fields: readonly string[];
  /** The keys of the record that it reads, and that `where` does. */
  readonly keys: readonly string[];
  readonly message: Template | undefined;
  readonly budget: Budget | undefined;
}

/**
 * Makes a rule of it. What cannot be decided for want of a value is not shown to hold; what would hold
 * by a span of time in which the clock went back is not judged.
 */
export function ruleFrom(written: WrittenRule): RuleMaker {
  const { ref, expected, budget, expect, where } = written;
  const isOfTime = readsSpans(expected);
  const judge = (record: object, damage: () => ClockDamage): Judgment => {
    if (where !== undefined && where(record) !== true) return 'unconcerned';
    if (expect(record) !== true) return 'broken';
    if (!isOfTime) return 'holds';
    const measured = measuredOf(record, written.keys, damage());
    return expect(measured) === true ? 'holds' : 'unmeasured';
  };
  const tell = (record: object, frames: readonly number[], words: RuleWords) => ({
    message: written.message?.(record) ?? defaultMessage(written, words),
    found: foundText(written, record),
    frames,
  });
  return {
    ref,
    describe: () => ref.description,
    make(): Rule {
      const held = { ref, expected, budget };
      switch (ref.over) {
        case 'connection':
          return {
            ...held,
            over: 'connection',
            judge: (subject) => judge(subject.recordWith(written.keys), () => damageOf(subject)),
            tell: (subject, words) =>
              tell(subject.record, framesOf(subject, written.fields), words),
          };
        case 'segment':
          return {
            ...held,
            over: 'segment',
            judge: (record) => judge(record, () => NO_DAMAGE),
            tell: (record, words) => tell(record, [record.frame], words),
          };
        case 'capture':
          return {
            ...held,
            over: 'capture',
            per: 'capture',
            judge: ({ record }) => {
              const isSetBack = wasClockSetBack(record.quality);
              return judge(record, () => ({ ...NO_DAMAGE, isSetBack }));
            },
            tell: ({ record }, words) => tell(record, [], words),
          };
      }
    },
  };
}

function damageOf({ connection: { row }, timelines }: ConnectionSubject): ClockDamage {
  if (row.clockStepsBack === 0) return NO_DAMAGE;
  return { isSetBack: wasClockSetBack(row), withheld: timelines.withheldSpans() };
}

function defaultMessage({ ref, expected }: WrittenRule, words: RuleWords): string {
  return words.notSo(ref.description === expected ? null : ref.description);
}

function foundText({ fields, expected }: WrittenRule, record: object): string {
  const values = fields.map((path) => `${path} = ${valueText(valueAt(record, path), path)}`);
  return values.length === 0 ? expected : values.join(', ');
}

/** The frames of what the fields are about; without such, the first and the last. */
function framesOf({ record }: ConnectionSubject, fields: readonly string[]): number[] {
  const about = (name: string) =>
    fields.some((path) => path === name || path.startsWith(`${name}.`));
  const frames = new Set<number>();
  const add = (found: readonly { readonly frame: number }[]) => {
    for (const { frame } of found) frames.add(frame);
  };
  if (about('handshake')) add(record.handshake.steps);
  if (about('teardown')) add(record.teardown.steps);
  if (about('findings'))
    add(record.findings.flatMap((one) => one.frames.map((frame) => ({ frame }))));
  const isLoss = fields.some((path) => /etransmi|lossEpisodes/.test(path));
  if (isLoss) add(record.lossEpisodes);
  if (frames.size === 0) return [record.firstFrame, record.lastFrame];
  return [...frames].sort((a, b) => a - b);
}

/** The same rule of another severity or budget, or about less. */
export function changedRule(
  base: RuleMaker,
  ref: RuleRef,
  where: Test | undefined,
  budget: Budget | undefined,
): RuleMaker {
  return {
    ref,
    describe: (words) => base.describe(words),
    make() {
      const rule = base.make();
      const held = { ref, budget: budget ?? rule.budget };
      const isLeftOut = (record: object) => where !== undefined && where(record) !== true;
      switch (rule.over) {
        case 'connection':
          return {
            ...rule,
            ...held,
            judge: (subject: ConnectionSubject) =>
              where !== undefined && isLeftOut(subject.record)
                ? 'unconcerned'
                : rule.judge(subject),
          };
        case 'segment':
          return {
            ...rule,
            ...held,
            judge: (record: SegmentRecord) =>
              isLeftOut(record) ? 'unconcerned' : rule.judge(record),
          };
        case 'capture':
          return {
            ...rule,
            ...held,
            judge: (subject: CaptureSubject) =>
              isLeftOut(subject.record) ? 'unconcerned' : rule.judge(subject),
          };
      }
    },
  };
}
