import { existsSync, readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { describe, expect, it } from 'vitest';
import { communityId, type Socket } from '../../src/model/community-id.ts';

/** Words of an address, read independently of the code under test. */
function socket(address: string, port: number): Socket {
  if (isIPv4(address)) {
    const word = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return { version: 4, words: [word, 0, 0, 0], port };
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = [...left, ...missing, ...right].map((group) => Number.parseInt(group, 16));
  const word = (index: number) => (groups[index] ?? 0) * 0x10000 + (groups[index + 1] ?? 0);
  return { version: 6, words: [word(0), word(2), word(4), word(6)], port };
}

const VECTORS = [
  ['128.232.110.120', 34855, '66.35.250.204', 80, '1:LQU9qZlK+B5F3KDmev6m5PMibrg='],
  ['1.2.3.4', 4584, '43.3.132.3', 3483, '1:koNcqhFRD5kb254ZrLsdv630jCM='],
  ['::1', 52522, '::1', 80, '1:Bos608dnv/y63PWZunVokgLpq6s='],
  [
    '2001:470:e5bf:dead:4957:2174:e82c:4887',
    63943,
    '2607:f8b0:400c:c03::1a',
    25,
    '1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=',
  ],
] as const;

describe('communityId', () => {
  it.each(VECTORS)('of %s:%d and %s:%d', (address, port, peer, peerPort, want) => {
    expect(communityId(socket(address, port), socket(peer, peerPort))).toBe(want);
    expect(communityId(socket(peer, peerPort), socket(address, port))).toBe(want);
  });

  const oracle = new URL('../../../shared/oracles/zeek-conn.json', import.meta.url);

  it.skipIf(!existsSync(oracle))('equals what Zeek wrote', () => {
    for (const { rows } of JSON.parse(readFileSync(oracle, 'utf8')) as Entry[]) {
      for (const { orig, resp, communityId: want } of rows) {
        if (want === undefined || want === null) continue;
        const one = socket(orig.address, orig.port);
        expect(communityId(one, socket(resp.address, resp.port))).toBe(want);
      }
    }
  });
});

interface Entry {
  readonly rows: readonly {
    readonly orig: { readonly address: string; readonly port: number };
    readonly resp: { readonly address: string; readonly port: number };
    readonly communityId?: string | null;
  }[];
}
