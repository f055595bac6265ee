import { type TokenKind, TokenReader, tokenize } from '../token-reader.ts';
import { condition, join, not, type Tree } from '../tree.ts';
import { parseNumber, parseRelation, seesRelation } from './parse-arithmetic.ts';
import type { Arithmetic, Direction, Primitive } from './primitive.ts';
import { parseValue, protocolAlone, type Qualifiers } from './qualifiers.ts';
import { UNSUPPORTED, WORDS } from './vocabulary.ts';

/** Addresses before words: `::1` and `00:11:22:33:44:55` hold colons, but `ip[2:2]` does not hold an address. */
const RULES: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['word', /[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}(?![0-9a-z:-])/iy],
  ['word', /(?=[0-9a-f:]*:[0-9a-f]*:)[0-9a-f:]+(?:\.\d+){0,3}/iy],
  ['word', /\\?[a-z0-9](?:[-_.a-z0-9]*[.a-z0-9])?/iy],
  ['symbol', /&&|\|\||[<>=!]=|<<|>>|[-+*/%&|^()[\]:=<>!]/y],
];

const TYPES = ['host', 'net', 'port', 'portrange', 'proto'] as const;
const PROTOCOLS: readonly string[] = WORDS.slice(WORDS.indexOf('ether'), WORDS.indexOf('vlan'));
const LARGEST_VLAN = 0x0fff;

/**
 * Parses the syntax of pcap-filter(7): and and or bind equally, from left to right; not binds more;
 * a value without qualifiers takes the last ones; and `vlan` moves everything behind it on by a tag.
 *
 * @throws FilterError
 */
export function parsePacketFilter(expression: string): Tree<Primitive> {
  return new Parser(new TokenReader(expression, tokenize(expression, RULES))).parse();
}

class Parser {
  readonly #reader: TokenReader;
  /** Undefined where there are none to take over: at first, and behind a protocol alone. */
  #qualifiers: Qualifiers | undefined;
  /** VLAN tags named so far. */
  #tags = 0;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  parse(): Tree<Primitive> {
    const reader = this.#reader;
    if (reader.peek().kind === 'end') reader.refuse(reader.peek(), (words) => words.nothing);
    const tree = this.#expression();
    const rest = reader.peek();
    if (rest.kind !== 'end') reader.refuseWord(rest, (words) => words.packet.end, WORDS);
    return tree;
  }

  #expression(): Tree<Primitive> {
    let tree = this.#term();
    for (;;) {
      const word = this.#reader.accept('and', '&&', 'or', '||');
      if (word === undefined) return tree;
      const kind = word.text === 'and' || word.text === '&&' ? 'and' : 'or';
      if (tree.kind !== kind) this.#reader.deepen();
      tree = join(kind, tree, this.#term());
    }
  }

  #term(): Tree<Primitive> {
    const reader = this.#reader;
    if (reader.accept('not', '!')) return not(reader.nested(() => this.#term()));
    if (seesRelation(reader)) return condition(parseRelation(reader, this.#tags));
    if (reader.accept('(')) {
      const tree = reader.nested(() => this.#expression());
      reader.expect(')', (words) => words.closing.parenthesis);
      return tree;
    }
    return this.#primitive();
  }

  #primitive(): Tree<Primitive> {
    const reader = this.#reader;
    const token = reader.peek();
    const unsupported = token.kind === 'word' ? UNSUPPORTED.get(token.text) : undefined;
    if (unsupported !== undefined) {
      reader.refuse(token, ({ packet }) => packet.untested[unsupported]);
    }
    if (reader.accept('vlan')) return this.#vlan();
    if (reader.accept('greater')) return this.#length('>=');
    if (reader.accept('less')) return this.#length('<=');
    if (reader.sees('broadcast', 'multicast')) return group('ether', reader.next().text);
    if (reader.sees(...PROTOCOLS, 'link', 'src', 'dst', ...TYPES)) return this.#qualified();
    if (this.#qualifiers === undefined || token.kind !== 'word') {
      return reader.refuseWord(token, (words) => words.packet.condition, WORDS);
    }
    return parseValue(reader, this.#qualifiers, this.#tags);
  }

  /** `tcp`, `ip multicast`, `src net 10`, `tcp dst port 80`. */
  #qualified(): Tree<Primitive> {
    const reader = this.#reader;
    const protocol = reader.accept(...PROTOCOLS, 'link');
    const name = protocol?.text === 'link' ? 'ether' : protocol?.text;
    const direction = this.#direction();
    const type = reader.accept(...TYPES);
    if (protocol !== undefined && name !== undefined && direction === undefined && !type) {
      if (reader.sees('broadcast', 'multicast')) return this.#group(name);
      this.#qualifiers = undefined;
      return (
        protocolAlone(name, this.#tags) ??
        reader.refuse(reader.peek(), (words) => words.packet.needsMore(protocol.text))
      );
    }
    const found = TYPES.find((each) => each === type?.text) ?? 'host';
    this.#qualifiers = { protocol: name, direction, type: found };
    return this.#values(this.#qualifiers);
  }

  #direction(): Direction | undefined {
    const reader = this.#reader;
    const first = reader.accept('src', 'dst');
    if (first === undefined) return undefined;
    const other = first.text === 'src' ? 'dst' : 'src';
    const word = reader.peek().text;
    if (reader.peek(1).text === other && ['or', '||', 'and', '&&'].includes(word)) {
      reader.next();
      reader.next();
      return word === 'or' || word === '||' ? 'either' : 'both';
    }
    return first.text === 'src' ? 'src' : 'dst';
  }

  /** A value, or several in parentheses: `port (80 or 443)`. */
  #values(qualifiers: Qualifiers): Tree<Primitive> {
    const reader = this.#reader;
    if (reader.accept('not', '!')) return not(reader.nested(() => this.#values(qualifiers)));
    if (!reader.accept('(')) return parseValue(reader, qualifiers, this.#tags);
    const tree = reader.nested(() => {
      let values = this.#values(qualifiers);
      for (;;) {
        const word = reader.accept('and', '&&', 'or', '||');
        if (word === undefined) return values;
        const kind = word.text === 'and' || word.text === '&&' ? 'and' : 'or';
        if (values.kind !== kind) reader.deepen();
        values = join(kind, values, this.#values(qualifiers));
      }
    });
    reader.expect(')', (words) => words.closing.parenthesis);
    return tree;
  }

  #group(protocol: string): Tree<Primitive> {
    const reader = this.#reader;
    const token = reader.next();
    if (protocol === 'ether') return group('ether', token.text);
    if ((protocol === 'ip' || protocol === 'ip6') && token.text === 'multicast') {
      return multicast(protocol, this.#tags);
    }
    return reader.refuse(token, (words) => words.packet.cannotTest(protocol, token.text));
  }

  #vlan(): Tree<Primitive> {
    const reader = this.#reader;
    const token = reader.peek();
    const id = token.kind === 'word' ? parseNumber(token.text) : undefined;
    if (id !== undefined) {
      reader.next();
      if (id > LARGEST_VLAN) reader.refuse(token, (words) => words.packet.vlan);
    }
    this.#qualifiers = undefined;
    return condition({ kind: 'vlan', id, tags: this.#tags++ });
  }

  #length(relation: '<=' | '>='): Tree<Primitive> {
    const token = this.#reader.next();
    const value = parseNumber(token.text);
    if (value === undefined) return this.#reader.refuse(token, (words) => words.packet.octets);
    this.#qualifiers = undefined;
    const right: Arithmetic = { kind: 'number', value };
    return condition({ kind: 'relation', relation, left: { kind: 'length' }, right });
  }
}

/** Frames to everybody, or to a group of stations (the lowest bit of the first octet). */
function group(protocol: 'ether', which: string): Tree<Primitive> {
  if (which === 'broadcast') {
    return condition({ kind: 'station', direction: 'dst', high: 0xffff, low: 0xffff_ffff });
  }
  const octet: Arithmetic = {
    kind: 'load',
    protocol,
    offset: { kind: 'number', value: 0 },
    size: 1,
    tags: 0,
  };
  const left: Arithmetic = {
    kind: 'operation',
    operator: '&',
    left: octet,
    right: { kind: 'number', value: 1 },
  };
  return condition({ kind: 'relation', relation: '!=', left, right: { kind: 'number', value: 0 } });
}

/** Destinations from 224.0.0.0 on, or in ff00::/8. */
function multicast(protocol: 'ip' | 'ip6', tags: number): Tree<Primitive> {
  const [offset, least] = protocol === 'ip' ? [16, 224] : [24, 255];
  const left: Arithmetic = {
    kind: 'load',
    protocol,
    offset: { kind: 'number', value: offset },
    size: 1,
    tags,
  };
  const right: Arithmetic = { kind: 'number', value: least };
  return condition({ kind: 'relation', relation: '>=', left, right });
}
