import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import type { FieldType, ObjectType } from './field-type.ts';

export type { ASTNode };

/** Parts that one condition may have: each takes a call, or several, when it is evaluated. */
const MOST_PARTS = 4_000;
const OPTIONS = {
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: MOST_PARTS },
} as const;

/** What a record's fields are declared as, for one check of the types of a condition. */
export interface Declarations {
  readonly environment: Environment;
  readonly record: ObjectType;
  /** The objects, by the names that they are declared under. */
  readonly objects: ReadonlyMap<string, ObjectType>;
}

/**
 * The types of CEL for a record. Every number is a `double`, because that is what JavaScript has, and
 * CEL knows no arithmetic of those with whole numbers: it is added here.
 */
export function declare(record: ObjectType): Declarations {
  const environment = new Environment(OPTIONS);
  const objects = new Map<string, ObjectType>();
  const names = new Map<ObjectType, string>();
  const nameOf = (type: FieldType): string => {
    switch (type.kind) {
      case 'number':
        return 'double';
      case 'text':
      case 'word':
        return 'string';
      case 'boolean':
        return 'bool';
      case 'anything':
        return 'dyn';
      case 'list':
        return `list<${nameOf(type.of)}>`;
      case 'map':
        return `map<string, ${nameOf(type.of)}>`;
      case 'object': {
        const known = names.get(type);
        if (known !== undefined) return known;
        const fields = Object.fromEntries([...type.fields].map(([key, of]) => [key, nameOf(of)]));
        const name = `object${names.size}`;
        names.set(type, name);
        objects.set(name, type);
        environment.registerType(name, { fields });
        return name;
      }
    }
  };
  for (const [key, type] of record.fields) {
    if (!environment.hasVariable(key)) environment.registerVariable(key, nameOf(type));
  }
  // What is absent is null: anything may be compared with that.
  for (const name of ['double', 'string', 'bool', ...objects.keys()]) {
    environment.registerOperator(`${name} == null`, (value: unknown) => value === null);
  }
  addArithmetic(environment);
  environment.registerOperator('double in list<int>', () => false);
  environment.registerOperator('int in list<double>', () => false);
  return { environment, record, objects };
}

/**
 * Where conditions are evaluated once their types have been checked. It knows no types of its own:
 * in a typed one any field that is null would be an error, also in a comparison with null.
 */
export function evaluating(): Environment {
  return addArithmetic(new Environment({ ...OPTIONS, unlistedVariablesAreDyn: true }));
}

type Arithmetic = (a: number, b: number) => number;

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

function addArithmetic(environment: Environment): Environment {
  for (const [operator, calculate] of Object.entries(ARITHMETIC)) {
    const handler = (a: number | bigint, b: number | bigint) => calculate(Number(a), Number(b));
    environment.registerOperator(`double ${operator} int: double`, handler);
    environment.registerOperator(`int ${operator} double: double`, handler);
  }
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
  return environment.registerOperator('double % double', ARITHMETIC['%'] ?? Number);
}

/** What a parsed text is of a record; undefined where that depends on what it lacks. */
export function evaluate(parsed: ParseResult, record: object): unknown {
  try {
    return parsed(record);
  } catch {
    // CEL has made of it what can be made: `false && unknown` is false, `true || unknown` is true.
    return undefined;
  }
}

/** The name of the type that a part was found to have; undefined where it was not checked. */
export function checkedTypeOf(part: ASTNode): string | undefined {
  if (!('checkedType' in part)) return undefined;
  const { checkedType } = part;
  return checkedType === undefined ? undefined : String(checkedType);
}

/** What an error of the package tells; undefined for an error of any other kind. */
export interface Fault {
  readonly code: string;
  readonly summary: string;
  readonly start: number;
  readonly end: number;
  /** The part of the condition that is wrong, where one was parsed. */
  readonly part: ASTNode | undefined;
}

export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Error && 'code' in error && 'summary' in error)) return undefined;
  const { code, summary } = error;
  const node = 'node' in error ? (error.node as ASTNode | undefined) : undefined;
  const range = 'range' in error ? (error.range as Partial<Range> | undefined) : undefined;
  const { start = 0, end = start } = range ?? {};
  const part = node !== undefined && 'op' in node ? node : undefined;
  return { code: String(code), summary: String(summary), start, end, part };
}

interface Range {
  readonly start: number;
  readonly end: number;
}
