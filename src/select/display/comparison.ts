import type { Predicate } from '../tree.ts';
import { type Field, type Getter, inSomeHeader, type SelectedSegment } from './field.ts';
import type { Interval } from './value.ts';

/** Wireshark's operators. Of a field with several values `==` wants any of them, `!=` all. */
export type Operator = 'any_eq' | 'all_eq' | 'any_ne' | 'all_ne' | '<' | '<=' | '>' | '>=';

/** One condition of a display filter. */
export type Condition =
  | { readonly kind: 'presence'; readonly field: Field }
  | {
      readonly kind: 'comparison';
      readonly field: Field;
      readonly operator: Operator;
      readonly value: Interval;
      /** `tcp.flags & 0x12 == 2`: the bits to compare; undefined: all. */
      readonly mask: number | undefined;
    }
  | {
      readonly kind: 'membership';
      readonly field: Field;
      readonly elements: readonly Interval[];
    };

type Test = Predicate<SelectedSegment>;

/** Compiles one condition of a display filter; a field that a segment has not fails every comparison. */
export function compileCondition(condition: Condition): Test {
  const { field } = condition;
  const { isPresent } = field;
  if (condition.kind === 'presence') return isPresent ?? (() => true);
  const test = compileTest(condition);
  return isPresent === undefined ? test : (subject) => isPresent(subject) && test(subject);
}

function compileTest(condition: Exclude<Condition, { kind: 'presence' }>): Test {
  const { headers } = condition.field;
  const inSome = (test: Test) => (headers === undefined ? test : inSomeHeader(headers, test));
  const inAll = (test: Test) => negated(inSome(negated(test)));
  if (condition.kind === 'membership') {
    const { elements, field } = condition;
    const tests = field.values.flatMap((value) => elements.map((element) => isIn(value, element)));
    return inSome(any(tests));
  }
  const { operator, value, mask, field } = condition;
  const values = field.values.map((parts) => masked(parts, mask));
  const isEqual = values.map((parts) => isIn(parts, value));
  switch (operator) {
    case 'any_eq':
      return inSome(any(isEqual));
    case 'all_eq':
      return inAll(all(isEqual));
    case 'any_ne':
      return negated(inAll(all(isEqual)));
    case 'all_ne':
      return negated(inSome(any(isEqual)));
    case '<':
      return inSome(any(values.map((parts) => isBelow(parts, value.low, false))));
    case '<=':
      return inSome(any(values.map((parts) => isBelow(parts, value.high, true))));
    case '>':
      return inSome(any(values.map((parts) => negated(isBelow(parts, value.high, true)))));
    case '>=':
      return inSome(any(values.map((parts) => negated(isBelow(parts, value.low, false)))));
  }
}

function masked(parts: readonly Getter[], mask: number | undefined): readonly Getter[] {
  if (mask === undefined) return parts;
  return parts.map(
    (part): Getter =>
      (subject) =>
        (part(subject) & mask) >>> 0,
  );
}

function isIn(parts: readonly Getter[], { low, high }: Interval): Test {
  const [only] = parts;
  const [least = 0] = low;
  const [most = 0] = high;
  if (parts.length === 1 && only !== undefined) {
    if (least === most) return (subject) => only(subject) === least;
    return (subject) => {
      const found = only(subject);
      return found >= least && found <= most;
    };
  }
  const isBelowLow = isBelow(parts, low, false);
  const isUpToHigh = isBelow(parts, high, true);
  return (subject) => !isBelowLow(subject) && isUpToHigh(subject);
}

/** Whether a value comes before the bound, or is equal to it where `orEqual` allows that. */
function isBelow(parts: readonly Getter[], bound: readonly number[], orEqual: boolean): Test {
  return (subject) => {
    for (let index = 0; index < parts.length; index++) {
      const found = parts[index]?.(subject) ?? 0;
      const wanted = bound[index] ?? 0;
      if (found !== wanted) return found < wanted;
    }
    return orEqual;
  };
}

function negated(test: Test): Test {
  return (subject) => !test(subject);
}

function any(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (subject) => {
    for (const test of tests) {
      if (test(subject)) return true;
    }
    return false;
  };
}

function all(tests: readonly Test[]): Test {
  return negated(any(tests.map(negated)));
}
