import type { Schema } from '../../model/schema/schema.ts';
import { type Complaint, FilterError } from '../filter-error.ts';
import type { TellFilter } from '../filter-words.ts';
import { type Declarations, declare, evaluate, evaluating, faultOf } from './environment.ts';
import { explain } from './explain.ts';
import { recordTypeOf } from './field-type.ts';
import { spellOutUnits } from './literals.ts';
import { boundNames, complaintAbout, fieldsRead, isEmptyList, partsWithin } from './words.ts';

/**
 * Whether a record fulfils a condition. Undefined where that depends on something that the record
 * lacks: then neither the condition nor its contrary is true of it.
 */
export type Condition<Subject> = (record: Subject) => boolean | undefined;

/** Longer texts are refused before anything is done with them. */
const LONGEST_CONDITION = 1 << 16;

/** What can be asked of a record, compiled. */
export interface Expressions<Subject> {
  /** A text that is true or false of a record. */
  condition(text: string): Condition<Subject>;
  /** A text of any type; what it answers is undefined where that depends on what the record lacks. */
  value(text: string): (record: Subject) => unknown;
  /** The fields that a text reads, as `handshake.rttSeconds`, each once and in its order. */
  fields(text: string): readonly string[];
}

/**
 * A compiler of conditions in CEL (Common Expression Language) on the fields of a record, whose
 * types its schema tells. What it answers throws a FilterError for a text that is no condition, that
 * asks for fields that are not there, or compares what cannot be compared.
 *
 * What is absent is `null`. It equals null alone; compared by order, calculated with or asked for a
 * field of its own, the part of the condition around it is undecided, as in `NULL > 5` of SQL: `&&`
 * with something false is false nevertheless, `||` with something true is true.
 */
export function conditionsOn<Subject extends object>(
  schema: Schema<Subject>,
): (text: string) => Condition<Subject> {
  return expressionsOn(schema).condition;
}

/** The same for conditions and values. */
export function expressionsOn<Subject extends object>(
  schema: Schema<Subject>,
): Expressions<Subject> {
  const declarations = declare(recordTypeOf(schema));
  const environment = evaluating();
  const compile = (condition: string, wanted: Wanted) => {
    if (condition.length > LONGEST_CONDITION) {
      throw refusal('', (words) => words.tooLong('condition', LONGEST_CONDITION));
    }
    if (condition.trim() === '') {
      throw refusal(condition, (words) => words.nothing);
    }
    const { text, positionOf } = spellOutUnits(condition);
    const refuse = (complaint: Complaint): never => {
      const position = positionOf(complaint.position);
      const length = Math.max(1, positionOf(complaint.position + complaint.length) - position);
      throw new FilterError(condition, { ...complaint, position, length });
    };
    const complaint = complaintOf(text, declarations, wanted);
    if (complaint !== undefined) return refuse(complaint);
    const parsed = environment.parse(text);
    const { error } = parsed.check();
    if (error !== undefined) return refuse(asComplaint(error, text, declarations));
    return parsed;
  };
  return {
    condition(text) {
      const parsed = compile(text, 'condition');
      return (record) => {
        const value = evaluate(parsed, record);
        return typeof value === 'boolean' ? value : undefined;
      };
    },
    value(text) {
      const parsed = compile(text, 'value');
      return (record) => evaluate(parsed, record);
    },
    fields: (text) => fieldsRead(compile(text, 'value').ast, declarations.record),
  };
}

/** Of a text as a whole. */
function refusal(condition: string, tell: TellFilter): FilterError {
  return new FilterError(condition, { tell, position: 0, length: 1 });
}

/** What a text is to be. */
type Wanted = 'condition' | 'value';

/** What is wrong with a text of CEL; undefined where it is a condition on the record, or a value. */
function complaintOf(
  text: string,
  declarations: Declarations,
  wanted: Wanted,
): Complaint | undefined {
  const whole = { position: 0, length: Math.max(1, text.trimEnd().length) };
  try {
    const { ast, check } = declarations.environment.parse(text);
    const parts = partsWithin(ast);
    const empty = parts.find(isEmptyList);
    if (empty !== undefined) {
      return { position: empty.start, length: 2, tell: (words) => words.condition.emptyList };
    }
    const { error, type } = check();
    if (error !== undefined) return asComplaint(error, text, declarations);
    if (wanted === 'condition' && type !== 'bool' && type !== 'dyn') {
      return { ...whole, tell: (words) => words.condition.noCondition };
    }
    const bound = boundNames(parts);
    for (const part of parts) {
      const complaint = complaintAbout(part, { ...declarations, bound }, text);
      if (complaint !== undefined) return complaint;
    }
    return undefined;
  } catch (error) {
    return asComplaint(error, text, declarations);
  }
}

function asComplaint(error: unknown, text: string, declarations: Declarations): Complaint {
  const fault = faultOf(error);
  if (fault !== undefined) return explain(fault, text, declarations);
  // The package goes into depth by calls.
  const tell: TellFilter = (words) =>
    error instanceof RangeError ? words.tooDeep(null) : words.notSupported;
  return { tell, position: 0, length: 1 };
}
