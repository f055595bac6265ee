import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareCaptures, hasTcptrace } from '../scripts/compare-tcptrace.mjs';
import { QUANTITIES } from '../scripts/tcptrace-quantities.mjs';
import { dissect } from '../src/index.ts';
import { SCHEMAS } from '../src/model/schema/index.ts';

interface Node {
  readonly $ref?: string;
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly description?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
}

const DOCUMENT = readFileSync(new URL('../docs/tcptrace.md', import.meta.url), 'utf8');
/** Label, keys and relation of each row. */
const ROWS = [...DOCUMENT.matchAll(/^\| (.+?) \| (`.+?`) \| (.+) \|$/gm)].map(
  ([, label = '', keys = '', relation = '']) => ({
    label,
    keys: [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
    relation,
  }),
);

const schema = SCHEMAS['connection']?.() as Node;

/** The key's schema and the texts on the way to it. */
function descriptionsOf(path: string): string[] | undefined {
  const [first = '', ...rest] = path.split('.');
  const root = first === 'handshake' ? rest : [first, ...rest];
  let node = schema.$defs?.[first === 'handshake' ? 'handshake' : 'endpoint'];
  const texts: string[] = [];
  for (const name of root) {
    const parts = [node, ...(node?.anyOf ?? [])];
    node = parts.map((part) => part?.properties?.[name]).find((found) => found !== undefined);
    if (node === undefined) return undefined;
    texts.push(node.description ?? '');
    for (const part of node.anyOf ?? []) texts.push(part.description ?? '');
  }
  return texts;
}

describe('the table beside tcptrace', () => {
  it('has the quantities that the comparison has, in their order', () => {
    const compared = QUANTITIES.map(({ label, keys }) => ({ label, keys }));
    expect(ROWS.map(({ label, keys }) => ({ label, keys }))).toEqual(compared);
  });

  it.each(ROWS.flatMap(({ keys }) => keys))('names a key that the schema has: %s', (key) => {
    expect(descriptionsOf(key)).toBeDefined();
  });

  it.each(ROWS.filter(({ keys }) => !keys.some((key) => key.startsWith('handshake'))))(
    'has each line named by a description in the schema: $label',
    ({ label, keys }) => {
      const name = label.replace(/^(initial window) .*$/, '$1').replace(/sdv/, 'stdev');
      const texts = keys.flatMap((key) => descriptionsOf(key) ?? []).join(' ');
      expect(texts.replaceAll('sdv', 'stdev')).toContain(`\`${name}\``);
    },
  );
});

/** Ordinary stories: opened, closed, lost, reordered, selectively acknowledged. */
const FIXTURES = [
  'close-by-client.pcap',
  'close-by-client-ipv6.pcap',
  'fast-retransmit.pcap',
  'fast-retransmit-without-sack.pcap',
  'half-close.pcap',
  'lost-fin.pcap',
  'retransmission-timeout.pcap',
].map((name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));

/** What is equal in these, as the table says. */
const EQUAL = [
  ...['unique bytes sent', 'actual data pkts', 'actual data bytes', 'rexmt data pkts'],
  ...['rexmt data bytes', 'outoforder pkts', 'triple dupacks', 'RTT samples'],
  ...['RTT avg', 'RTT min', 'RTT max', 'post-loss acks', 'ambiguous acks', 'max # retrans'],
  ...['ack pkts sent', 'sack pkts sent', 'ttl stream length', 'missed data', 'data xmit time'],
];

describe.skipIf(!hasTcptrace())('the statistics of ordinary connections', async () => {
  const account = await compareCaptures(FIXTURES, dissect);

  it('are compared for every connection', () => {
    const { connections, unmatched, otherSegments, unreadByTcptrace } = account;
    expect({ connections, unmatched, otherSegments, unreadByTcptrace }).toEqual({
      connections: FIXTURES.length,
      unmatched: 0,
      otherSegments: 0,
      unreadByTcptrace: 0,
    });
  });

  it.each(EQUAL)('are tcptrace’s: %s', (label) => {
    const tally = account.quantities.find((quantity) => quantity.label === label);
    expect(tally?.compared).toBe(2 * FIXTURES.length);
    expect(tally?.examples).toEqual([]);
  });
});
