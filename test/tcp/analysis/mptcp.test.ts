import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MultipathConnections } from '../../../src/tcp/analysis/mptcp.ts';
import { Pages } from '../../../src/tcp/memory.ts';
import { CONNECTION_WORDS, RowPool } from '../../../src/tcp/rows/row-pool.ts';
import { Segment } from '../../../src/tcp/segment.ts';
import { decode, ethernet, hex, ipv4, tcp } from '../../wire/octets.ts';

const KEY = '0102030405060708';
const PEER_KEY = 'a1a2a3a4a5a6a7a8';

function tokenOf(key: string, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(key, 'hex').digest('hex').slice(0, 8);
}

/** MP_CAPABLE: kind, length, subtype and version, flags, keys. */
function capable(version: 0 | 1, ...keys: string[]): string {
  const length = (4 + keys.length * 8).toString(16).padStart(2, '0');
  return `1e ${length} 0${version} 81 ${keys.join('')}`;
}

function join(token: string): string {
  return `1e 0c 10 01 ${token} deadbeef`;
}

const DSS = '1e 04 20 00';
const ADD_ADDR = '1e 08 30 01 c0000201';
const MP_TCPRST = '1e 04 80 00';

/** Connections by their rows, and what they see in turn. */
class Scene {
  readonly multipath = new MultipathConnections();
  readonly #rows = new RowPool(new Pages());

  connection(): number {
    return this.#rows.allocate();
  }

  /** Passes a segment with the option from the connection's low side; returns its connection number. */
  pass(row: number, option: string): number {
    const segment = this.segment(row, option);
    this.multipath.noteSeen(segment);
    this.multipath.noteOptions(segment);
    return segment.connection.mptcpConnection;
  }

  segment(row: number, option: string): Segment {
    const segment = new Segment(decode(ethernet(ipv4(tcp({ options: hex(option) })))), this.#rows);
    segment.connection.point(row);
    segment.low.point(row + CONNECTION_WORDS);
    return segment;
  }
}

describe('subflows share a multipath connection', () => {
  test.each([
    ['version 0, key of the SYN', [capable(0, KEY)], tokenOf(KEY, 'sha1')],
    [
      'version 0, key of the SYN-ACK',
      [capable(0, KEY), capable(0, PEER_KEY)],
      tokenOf(PEER_KEY, 'sha1'),
    ],
    ['version 1, its own key', [capable(1), capable(1, KEY, PEER_KEY)], tokenOf(KEY, 'sha256')],
    ['version 1, the peer’s key', [capable(1, KEY, PEER_KEY)], tokenOf(PEER_KEY, 'sha256')],
  ])('%s', (_, options, token) => {
    const scene = new Scene();
    const first = scene.connection();
    const numbers = options.map((option) => scene.pass(first, option));
    expect(numbers.at(-1)).not.toBe(0);
    expect(scene.pass(scene.connection(), join(token))).toBe(numbers.at(-1));
  });

  test('not with a token of nobody, and none before there is a key', () => {
    const scene = new Scene();
    expect(scene.pass(scene.connection(), join('11223344'))).toBe(0);
    expect(scene.pass(scene.connection(), capable(1))).toBe(0);
    const one = scene.pass(scene.connection(), DSS);
    const two = scene.pass(scene.connection(), DSS);
    expect(one).not.toBe(0);
    expect(two).not.toBe(one);
  });
});

describe('a subtype is news once to each direction of each subflow', () => {
  test('on the connection itself', () => {
    const scene = new Scene();
    const row = scene.connection();
    const hasNews = () => scene.multipath.hasNewsFor(scene.segment(row, DSS));
    expect(hasNews()).toBe(false);
    scene.pass(row, DSS);
    expect(hasNews()).toBe(true);
    scene.pass(row, DSS);
    expect(hasNews()).toBe(false);
    scene.pass(row, MP_TCPRST);
    expect(hasNews()).toBe(false);
    scene.pass(row, ADD_ADDR);
    expect(hasNews()).toBe(true);
  });

  test('on another subflow', () => {
    const scene = new Scene();
    const first = scene.connection();
    const second = scene.connection();
    scene.pass(first, capable(0, KEY));
    scene.pass(second, join(tokenOf(KEY, 'sha1')));
    scene.pass(second, DSS);
    scene.pass(second, DSS);
    expect(scene.multipath.hasNewsFor(scene.segment(second, DSS))).toBe(false);
    scene.pass(first, ADD_ADDR);
    expect(scene.multipath.hasNewsFor(scene.segment(second, DSS))).toBe(true);
  });
});
