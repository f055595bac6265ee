import { socketText } from '../model/address-text.ts';
import type { CaptureRecord } from '../model/capture-record.ts';
import type { DescribeContext } from '../model/describe-connection.ts';
import { communityIdOf, describeSegment } from '../model/describe-segment.ts';
import type { SegmentRecord } from '../model/segment-record.ts';
import type { TotalsRecord } from '../model/totals-record.ts';
import type { Connection } from '../tcp/connection.ts';
import type { Segment } from '../tcp/segment.ts';
import { ENGLISH } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { Measures } from './measures.ts';
import {
  type Breach,
  budgetText,
  type CaptureRule,
  type ConnectionRule,
  isWithin,
  type Judgment,
  type Rule,
  type SegmentRule,
} from './rule.ts';
import { type Showing, showCapture, showConnection } from './show.ts';
import { ConnectionSubject } from './subject.ts';
import {
  type CaptureVerdict,
  IN_WORDS,
  type RuleOutcome,
  type Severity,
  type Translated,
  type Violation,
} from './verdict.ts';

/** Violations of one rule that are listed; the others are counted. */
export const MOST_LISTED = 25;
/** Frames told of one violation. */
const MOST_FRAMES = 10;

/** What a run of the analysis came to. */
export interface Judged {
  readonly captures: readonly CaptureRecord[];
  readonly totals: TotalsRecord;
  readonly failed: boolean;
  readonly truncated: boolean;
  /** A signal ended the run before its input did. */
  readonly interrupted: boolean;
}

/** Where a verdict goes, and what it depends on besides the rules. */
export interface Circumstances {
  /** 0-based, among the captures that are judged. */
  readonly index: number;
  /** Of each capture of the recording. */
  readonly paths: readonly string[];
  readonly showing: Showing;
  /** The least severity of a rule that fails a capture. */
  readonly failOn: Severity;
  /** A capture that is cut short counts as damaged. */
  readonly isStrict: boolean;
}

const GRAVITY: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

export function isGraveEnough(severity: Severity, failOn: Severity): boolean {
  return GRAVITY[severity] >= GRAVITY[failOn];
}

/** A violation before it is known what the captures are called. */
interface Listed extends Breach {
  /** Index of the capture in its recording; null for the recording. */
  readonly capture: number | null;
  readonly connection: Violation['connection'];
  /** The same in the language of people, where that is not English. */
  readonly inWords?: Pick<Translated, 'message' | 'found'> | undefined;
}

/** What violations are told in. */
export type Translation = Pick<Words, 'rules' | 'findings'>;

/** What is counted of one rule, and the violations listed. */
class Tally<R extends Rule> {
  readonly rule: R;
  subjects = 0;
  unmeasured = 0;
  violations = 0;
  readonly listed: Listed[] = [];

  constructor(rule: R) {
    this.rule = rule;
  }

  /** Counts what was judged; true where it is a violation that is to be listed. */
  count(judgment: Judgment): boolean {
    if (judgment === 'unmeasured') this.unmeasured++;
    else if (judgment !== 'unconcerned') this.subjects++;
    return judgment === 'broken' && ++this.violations <= MOST_LISTED;
  }
}

/** Holds what an analysis finds to rules: one for each recording that is judged. */
export class Judge {
  readonly #onConnections: readonly Tally<ConnectionRule>[];
  readonly #onSegments: readonly Tally<SegmentRule>[];
  readonly #onCaptures: readonly Tally<CaptureRule>[];
  readonly #watching: readonly Tally<CaptureRule>[];
  readonly #all: readonly Tally<Rule>[];
  readonly #measures = new Measures();
  /** By rule on captures: the connection that shows it best. */
  readonly #shown = new Map<CaptureRule, Pick<Listed, 'connection' | 'frames'>>();
  readonly #words: Translation | undefined;
  #connections = 0;

  /** `words`: in which violations are told to people too; undefined: English alone. */
  constructor(rules: readonly Rule[], words?: Translation) {
    this.#words = words;
    const connections: Tally<ConnectionRule>[] = [];
    const segments: Tally<SegmentRule>[] = [];
    const captures: Tally<CaptureRule>[] = [];
    const all: Tally<Rule>[] = [];
    for (const rule of rules) {
      if (rule.over === 'connection') all.push(added(connections, rule));
      else if (rule.over === 'segment') all.push(added(segments, rule));
      else all.push(added(captures, rule));
    }
    this.#all = all;
    this.#onConnections = connections;
    this.#onSegments = segments;
    this.#onCaptures = captures;
    this.#watching = captures.filter(({ rule }) => rule.see !== undefined);
  }

  /** Whether there is a rule on segments: without one, nobody need show them. */
  get judgesSegments(): boolean {
    return this.#onSegments.length > 0;
  }

  connection(connection: Connection, context: DescribeContext): void {
    this.#connections++;
    this.#measures.add(connection);
    const subject = new ConnectionSubject(connection, context);
    for (const tally of this.#onConnections) {
      if (!tally.count(tally.rule.judge(subject))) continue;
      const { capture } = connection.row;
      tally.listed.push({
        ...tally.rule.tell(subject, ENGLISH.rules),
        capture,
        connection: subject.name(),
        inWords: this.#translated(({ rules, findings }) => {
          const read = new ConnectionSubject(connection, { ...context, findingWords: findings });
          return tally.rule.tell(read, rules);
        }),
      });
    }
    for (const { rule } of this.#watching) {
      rule.see?.(subject, (frames) => {
        this.#shown.set(rule, { connection: subject.name(), frames });
      });
    }
  }

  segment(segment: Segment, context: DescribeContext): void {
    const record = describeSegment(segment, context.clock);
    for (const tally of this.#onSegments) {
      if (!tally.count(tally.rule.judge(record))) continue;
      const { capture } = record;
      tally.listed.push({
        ...tally.rule.tell(record, ENGLISH.rules),
        capture,
        connection: connectionOf(record, segment),
        inWords: this.#translated(({ rules }) => tally.rule.tell(record, rules)),
      });
    }
  }

  /** The verdict, once everything was shown. */
  finish(judged: Judged, circumstances: Circumstances): CaptureVerdict {
    const { captures, totals } = judged;
    const { index, paths, failOn } = circumstances;
    const connections = this.#connections;
    for (const tally of this.#onCaptures) this.#judgeCaptures(tally, judged);
    const isReadable = captures.length > 0;
    const outcomes = isReadable
      ? this.#all.map((tally) => outcomeOf(tally, captures, circumstances, this.#words))
      : [];
    const fails = outcomes.some(
      ({ holds, rule }) => !holds && isGraveEnough(rule.severity, failOn),
    );
    return {
      capture: { index, path: paths.join(', '), paths, packets: totals.packets, connections },
      verdict: verdictOn(judged, circumstances) ?? (fails ? 'failed' : 'passed'),
      outcomes,
      metrics: this.#measures.describe(totals),
    };
  }

  /** What holds of a recording as a whole is asked once, of its last capture. */
  #judgeCaptures(tally: Tally<CaptureRule>, { captures, totals }: Judged): void {
    const { rule } = tally;
    const isOfAll = rule.per === 'recording';
    for (const capture of isOfAll ? captures.slice(-1) : captures) {
      const subject = { record: { ...capture, totals }, connections: this.#connections };
      if (!tally.count(rule.judge(subject))) continue;
      const shown = this.#shown.get(rule) ?? { connection: null };
      const place = isOfAll && captures.length > 1 ? null : capture.index;
      tally.listed.push({
        ...rule.tell(subject, ENGLISH.rules),
        capture: place,
        ...shown,
        inWords: this.#translated(({ rules }) => rule.tell(subject, rules)),
      });
    }
  }

  #translated(tell: (words: Translation) => Breach): Listed['inWords'] {
    return this.#words && tell(this.#words);
  }
}

function added<R extends Rule>(tallies: Tally<R>[], rule: R): Tally<R> {
  const tally = new Tally(rule);
  tallies.push(tally);
  return tally;
}

/** What an input says of itself, whatever the rules say; undefined where nothing is wrong with it. */
function verdictOn(
  { captures, failed, truncated, interrupted }: Judged,
  { isStrict }: Circumstances,
): CaptureVerdict['verdict'] | undefined {
  if (captures.length === 0) return interrupted && !failed ? 'unread' : 'unreadable';
  return failed || (isStrict && truncated) ? 'damaged' : undefined;
}

function outcomeOf(
  { rule, subjects, unmeasured, violations, listed }: Tally<Rule>,
  captures: readonly CaptureRecord[],
  { index, showing }: Circumstances,
  words: Translation | undefined,
): RuleOutcome {
  const { ref, expected, budget } = rule;
  const inOrder = listed.toSorted((a, b) => (a.connection?.id ?? 0) - (b.connection?.id ?? 0));
  return {
    rule: ref,
    subjects,
    unmeasured,
    violations,
    allowed: budget === undefined ? null : budgetText(budget),
    holds: isWithin(budget, violations, subjects),
    listed: inOrder.map(({ message, found, frames, capture, connection, inWords }) => ({
      rule: ref.name,
      severity: ref.severity,
      message,
      capture:
        capture === null
          ? null
          : { index: index + capture, path: captures[capture]?.path ?? showing.inputs[0] ?? '' },
      connection,
      frames: frames.slice(0, MOST_FRAMES),
      byteOffset: null,
      found,
      expected: expectedIn(expected, ENGLISH.rules),
      commands: connection === null ? showCapture(showing) : showConnection(showing, connection),
      ...(inWords &&
        words && {
          [IN_WORDS]: {
            message: inWords.message,
            found: inWords.found,
            expected: expectedIn(expected, words.rules),
          },
        }),
    })),
  };
}

function expectedIn(expected: Rule['expected'], words: Words['rules']): string {
  return typeof expected === 'string' ? expected : expected(words);
}

/** The connection of a segment, as known when that passed. */
function connectionOf(record: SegmentRecord, segment: Segment): Violation['connection'] {
  const { source, destination, from } = record;
  const [client, server] = from === 'client' ? [source, destination] : [destination, source];
  return {
    id: record.connection,
    communityId: communityIdOf(segment.packet),
    client: socketText(client.address, client.port),
    server: socketText(server.address, server.port),
  };
}
