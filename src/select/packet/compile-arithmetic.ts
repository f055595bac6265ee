import type { Predicate } from '../tree.ts';
import { type FilteredFrame, IPV4_TYPE, IPV6_TYPE } from './filtered-frame.ts';
import {
  type Arithmetic,
  type ArithmeticOperator,
  ETHER_TYPES,
  type LoadProtocol,
  type Primitive,
  type Relation,
  TRANSPORTS,
} from './primitive.ts';

type Value = (frame: FilteredFrame) => number;

const FRAGMENT_OFFSET = 0x1fff;
const IPV6_HEADER_LENGTH = 40;

/** What a relation asks for goes without saying: `tcp[13]` is of TCP over IPv4, and of no later fragment. */
export function compileRelation({
  relation,
  left,
  right,
}: Extract<Primitive, { kind: 'relation' }>): Predicate<FilteredFrame> {
  const conditions = [...conditionsOf(left), ...conditionsOf(right)];
  const compare = comparison(relation, compileValue(left), compileValue(right));
  return (frame) => {
    for (const holds of conditions) {
      if (!holds(frame)) return false;
    }
    return compare(frame);
  };
}

function comparison(relation: Relation, left: Value, right: Value): Predicate<FilteredFrame> {
  switch (relation) {
    case '=':
      return (frame) => left(frame) === right(frame);
    case '!=':
      return (frame) => left(frame) !== right(frame);
    case '<':
      return (frame) => left(frame) < right(frame);
    case '<=':
      return (frame) => left(frame) <= right(frame);
    case '>':
      return (frame) => left(frame) > right(frame);
    case '>=':
      return (frame) => left(frame) >= right(frame);
  }
}

function compileValue(value: Arithmetic): Value {
  switch (value.kind) {
    case 'number':
      return () => value.value;
    case 'length':
      return (frame) => frame.originalLength;
    case 'load':
      return load(value);
    case 'operation': {
      const operation = OPERATIONS[value.operator];
      const left = compileValue(value.left);
      const right = compileValue(value.right);
      return (frame) => operation(left(frame), right(frame), frame);
    }
  }
}

/** On unsigned 32-bit numbers; a division by zero rejects the frame. */
const OPERATIONS: Readonly<
  Record<ArithmeticOperator, (a: number, b: number, frame: FilteredFrame) => number>
> = {
  '+': (a, b) => (a + b) >>> 0,
  '-': (a, b) => (a - b) >>> 0,
  '*': (a, b) => Math.imul(a, b) >>> 0,
  '/': (a, b, frame) => {
    if (b === 0) frame.isCut = true;
    return b === 0 ? 0 : Math.floor(a / b);
  },
  '%': (a, b, frame) => {
    if (b === 0) frame.isCut = true;
    return b === 0 ? 0 : a % b;
  },
  '&': (a, b) => (a & b) >>> 0,
  '|': (a, b) => (a | b) >>> 0,
  '^': (a, b) => (a ^ b) >>> 0,
  '<<': (a, b) => (b > 31 ? 0 : (a << b) >>> 0),
  '>>': (a, b) => (b > 31 ? 0 : a >>> b),
};

function load({ protocol, offset, size, tags }: Extract<Arithmetic, { kind: 'load' }>): Value {
  const within = compileValue(offset);
  const base = baseOf(protocol, tags);
  if (size === 1) return (frame) => frame.octet(base(frame) + within(frame));
  if (size === 2) return (frame) => frame.uint16(base(frame) + within(frame));
  return (frame) => frame.uint32(base(frame) + within(frame));
}

/** First octet of the header. */
function baseOf(protocol: LoadProtocol, tags: number): Value {
  if (protocol === 'ether') return (frame) => frame.start;
  if (protocol === 'icmp6') return (frame) => frame.network(tags) + IPV6_HEADER_LENGTH;
  if (protocol in TRANSPORTS) {
    return (frame) => {
      const at = frame.network(tags);
      return at + ((frame.octet(at) & 15) << 2);
    };
  }
  return (frame) => frame.network(tags);
}

/** As tcpdump does, an operation asks for what its left operand asks for, and for nothing else. */
function conditionsOf(value: Arithmetic): Predicate<FilteredFrame>[] {
  if (value.kind === 'operation') return conditionsOf(value.left);
  if (value.kind !== 'load') return [];
  const { protocol, tags, offset } = value;
  return [hasProtocol(protocol, tags), ...conditionsOf(offset)];
}

function hasProtocol(protocol: LoadProtocol, tags: number): Predicate<FilteredFrame> {
  if (protocol === 'ether') return () => true;
  if (isTransport(protocol)) {
    const { number } = TRANSPORTS[protocol];
    return protocol === 'icmp6'
      ? (frame) =>
          frame.typeBehind(tags) === IPV6_TYPE && frame.octet(frame.network(tags) + 6) === number
      : (frame) => {
          if (frame.typeBehind(tags) !== IPV4_TYPE) return false;
          const at = frame.network(tags);
          return frame.octet(at + 9) === number && (frame.uint16(at + 6) & FRAGMENT_OFFSET) === 0;
        };
  }
  const type = ETHER_TYPES[protocol];
  return (frame) => frame.typeBehind(tags) === type;
}

function isTransport(protocol: LoadProtocol): protocol is keyof typeof TRANSPORTS {
  return protocol in TRANSPORTS;
}
