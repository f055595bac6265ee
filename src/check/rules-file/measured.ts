import { valueAt } from './expressions.ts';

/** What the clock of a capture did to the spans of a record. */
export interface ClockDamage {
  /** It was set back between two segments. */
  readonly isSetBack: boolean;
  /** Spans that are null for that, by their paths. */
  readonly withheld: readonly string[];
}

export const NO_DAMAGE: ClockDamage = { isSetBack: false, withheld: [] };

/** A key of a span of time; that of a moment is none. */
const SPAN = /(?<!lapsed)Seconds$|^seconds$/;
/** A key of one that goes over several segments: a clock that was set back between two of these shortens it. */
const LONG_SPAN = /^(?:durationSeconds|dataSeconds|halfClosedSeconds|seconds)$/;

/** Whether a text may read spans of time. */
export function readsSpans(text: string): boolean {
  return /[sS]econds\b/.test(text);
}

/**
 * What of a record was measured, of the keys that a rule reads: without the spans that are negative or
 * withheld, and where the clock was set back, without those that this may have shortened. A condition
 * that asks for one of them is undecided, also where it asks whether that is null: what is absent was
 * never there, while this was.
 */
export function measuredOf(record: object, keys: readonly string[], damage: ClockDamage): object {
  const read = Object.fromEntries(keys.map((key) => [key, valueAt(record, key)]));
  return measuredMembers(read, damage, '', '');
}

function measuredMembers(part: object, damage: ClockDamage, path: string, span: string): object {
  const members = Object.entries(part).flatMap(([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    // The least, mean and longest of a span are spans, too.
    const key = SPAN.test(span) ? span : name;
    const isLost = damage.withheld.includes(at) || isUnmeasured(member, key, damage);
    return isLost ? [] : [[name, measuredPart(member, damage, at, key)]];
  });
  return Object.fromEntries(members);
}

function measuredPart(part: unknown, damage: ClockDamage, path: string, span: string): unknown {
  if (Array.isArray(part)) return part.map((element) => measuredPart(element, damage, path, ''));
  if (typeof part !== 'object' || part === null) return part;
  return measuredMembers(part, damage, path, span);
}

function isUnmeasured(value: unknown, key: string, { isSetBack }: ClockDamage): boolean {
  if (typeof value !== 'number') return false;
  return value < 0 ? SPAN.test(key) : isSetBack && LONG_SPAN.test(key);
}
