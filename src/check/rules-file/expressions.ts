import { captureSchema } from '../../model/capture-record.ts';
import { connectionSchema } from '../../model/connection-record.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { segmentSchema } from '../../model/segment-record.ts';
import { totalsSchema } from '../../model/totals-record.ts';
import { UNICODE } from '../../report/format/glyphs.ts';
import { durationText } from '../../report/format/units.ts';
import { type Expressions, expressionsOn } from '../../select/condition/index.ts';
import type { Rule } from '../rule.ts';

/** What rules of files can ask of what they are about, compiled when the first rule is of that kind. */
export class Language {
  readonly #kinds = new Map<Rule['over'], Expressions<object>>();

  on(over: Rule['over']): Expressions<object> {
    let expressions = this.#kinds.get(over);
    if (expressions === undefined) {
      expressions = expressionsOn<object>(SCHEMAS[over]());
      this.#kinds.set(over, expressions);
    }
    return expressions;
  }
}

const SCHEMAS: Readonly<Record<Rule['over'], () => Schema<object>>> = {
  connection: () => connectionSchema,
  segment: () => segmentSchema,
  capture: captureWithTotals,
};

/** The record of a capture, with that of the totals as `totals`. */
function captureWithTotals(): Schema<object> {
  const { json, definitions } = captureSchema;
  const properties = { ...(json['properties'] as object), totals: totalsSchema.json };
  return {
    json: { ...json, properties },
    definitions: { ...definitions, ...totalsSchema.definitions },
  };
}

/** The value of a field by its path; undefined where a part of the path is absent. */
export function valueAt(record: object, path: string): unknown {
  let value: unknown = record;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

/** A key of a span of time; that of a moment is none. */
const SPAN = /(?<!lapsed)Seconds$|^seconds$/;
/** A key of one that goes over several segments: a clock that was set back between two of these shortens it. */
const LONG_SPAN = /^(?:durationSeconds|dataSeconds|halfClosedSeconds|seconds)$/;

/** Whether a text may read spans of time. */
export function readsSpans(text: string): boolean {
  return /[sS]econds\b/.test(text);
}

/**
 * A part of a record with null for the spans that measure nothing: those that are negative, and where
 * the clock was set back, those too that this may have shortened.
 */
export function measuredPart(part: unknown, isSetBack: boolean, key = ''): unknown {
  if (typeof part === 'number') {
    const isUnmeasured = part < 0 ? SPAN.test(key) : isSetBack && LONG_SPAN.test(key);
    return isUnmeasured ? null : part;
  }
  if (Array.isArray(part)) return part.map((element) => measuredPart(element, isSetBack));
  if (typeof part !== 'object' || part === null) return part;
  const ofSpan = SPAN.test(key);
  const members = Object.entries(part).map(([name, member]): [string, unknown] => [
    name,
    measuredPart(member, isSetBack, ofSpan ? key : name),
  ]);
  return Object.fromEntries(members);
}

const MOST_ELEMENTS = 8;

/** A value as people read it; a field of seconds as a duration. */
export function valueText(value: unknown, path = ''): string {
  if (value === undefined || value === null) return 'absent';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    if (/Seconds(\.\w+)?$/.test(path)) return durationText(value, UNICODE);
    return String(Number(value.toPrecision(12)));
  }
  if (Array.isArray(value)) {
    const isPlain = value.every((element) => typeof element !== 'object');
    if (!isPlain) return `${value.length} entries`;
    const shown = value.slice(0, MOST_ELEMENTS).map((element) => valueText(element));
    return `[${[...shown, ...(value.length > MOST_ELEMENTS ? ['...'] : [])].join(', ')}]`;
  }
  return typeof value === 'object' ? 'an object' : String(value);
}
