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
