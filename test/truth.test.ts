import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dissect } from '../src/dissect.ts';
import type { ConnectionRecord } from '../src/model/connection-record.ts';
import type { SegmentRecord } from '../src/model/segment-record.ts';

/*
 * What the Linux kernel and Zeek say of the captures beside the project, where there are any: the path
 * of states that each endpoint took, the frames that the kernel sent again, and Zeek's two words for
 * each connection.
 */
const TRUTH = new URL('../../shared/kernel-truth/', import.meta.url);
const ZEEK_CAPTURES = new URL('../../shared/corpus-zeek-conn/', import.meta.url);
const ZEEK_ROWS = new URL('../../shared/oracles/zeek-conn.json', import.meta.url);
const MOST_MILLISECONDS = 60_000;

interface Socket {
  address: string;
  port: number;
}

interface Truth {
  captures: Record<string, { senders: string[] }>;
  endpoints: {
    local: Socket;
    remote: Socket;
    incarnation: number;
    expected: Record<string, { path?: string[]; alsoAccepted?: string[][] }>;
  }[];
  retransmissions: { frames: Record<string, number[]> }[];
  disputed: { frames: Record<string, number[]> }[];
}

interface Told {
  connections: ConnectionRecord[];
  segments: SegmentRecord[];
}

async function tell(path: string, options: { checksums?: boolean } = {}): Promise<Told> {
  const told: Told = { connections: [], segments: [] };
  for await (const record of dissect(path, { segments: true, ...options })) {
    if (record.type === 'connection') told.connections.push(record);
    if (record.type === 'segment') told.segments.push(record);
  }
  told.connections.sort((a, b) => a.id - b.id);
  return told;
}

const socketName = ({ address, port }: Socket) => `${address} ${port}`;
const pairName = (one: Socket, other: Socket) => [one, other].map(socketName).sort().join(' and ');

/** The connections of one pair of sockets, in order. */
function ofPair({ connections }: Told, one: Socket, other: Socket): ConnectionRecord[] {
  return connections.filter(
    ({ client, server }) => pairName(client, server) === pairName(one, other),
  );
}

/** States as the truth tells them: those that an endpoint began in are left out. */
function trimmed(path: readonly string[]): string {
  const first = path.findIndex((state) => state !== 'CLOSED' && state !== 'LISTEN');
  return first < 0 ? '' : path.slice(first).join(' ');
}

function pathOf(connection: ConnectionRecord | undefined, endpoint: Socket): string {
  if (connection === undefined) return 'no such connection';
  const side = socketName(connection.client) === socketName(endpoint) ? 'client' : 'server';
  const moves = connection.transitions.filter((move) => move.endpoint === side);
  return trimmed(moves.filter(({ from, to }) => from !== to).map(({ to }) => to));
}

/** What one capture says otherwise than the kernel. */
function differences(truth: Truth, capture: string, told: Told): string[] {
  const wrong: string[] = [];
  const present = truth.endpoints.filter(({ expected }) => expected[capture] !== undefined);
  for (const { local, remote, incarnation, expected } of present) {
    const { path, alsoAccepted = [] } = expected[capture] ?? {};
    if (path === undefined) continue;
    const lives = present
      .filter((other) => pairName(other.local, other.remote) === pairName(local, remote))
      .map((other) => other.incarnation);
    const number = [...new Set(lives)].sort((a, b) => a - b).indexOf(incarnation);
    const found = pathOf(ofPair(told, local, remote)[number], local);
    if (![path, ...alsoAccepted].map(trimmed).includes(found)) {
      wrong.push(`${socketName(local)}: ${found}, expected ${path.join(' ')}`);
    }
  }
  const framesOf = (list: Truth['disputed']) =>
    new Set(list.flatMap(({ frames }) => frames[capture] ?? []));
  const sent = framesOf(truth.retransmissions);
  const disputed = framesOf(truth.disputed);
  const senders = truth.captures[capture]?.senders ?? [];
  for (const { frame, source, retransmission } of told.segments) {
    if (!senders.includes(source.address) || disputed.has(frame)) continue;
    if ((retransmission !== null) !== sent.has(frame)) {
      wrong.push(`frame ${frame}: ${retransmission?.kind ?? 'not sent again'}`);
    }
  }
  return wrong;
}

const scenarios = existsSync(TRUTH) ? readdirSync(TRUTH) : [];

describe.skipIf(scenarios.length === 0)('what the kernel says of its own connections', () => {
  test(
    'states and retransmissions',
    async () => {
      const wrong: string[] = [];
      for (const scenario of scenarios) {
        const folder = new URL(`${scenario}/`, TRUTH);
        if (!existsSync(new URL('truth.json', folder))) continue;
        const truth: Truth = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8'));
        for (const capture of Object.keys(truth.captures)) {
          const told = await tell(fileURLToPath(new URL(capture, folder)));
          const found = differences(truth, capture, told);
          wrong.push(...found.map((text) => `${scenario} ${capture}: ${text}`));
        }
      }
      expect(wrong).toEqual([]);
    },
    MOST_MILLISECONDS,
  );
});

interface ZeekEntry {
  file: string | null;
  ignoreChecksums: boolean;
  rows: {
    orig: Socket;
    resp: Socket;
    connState?: string | null;
    history?: string | null;
    incarnations?: number;
    incarnation?: number;
    unconfirmed?: string[];
  }[];
}

/** Letters of analyzers and tunnels that reached a limit are not about TCP. */
const letters = (history: string | null | undefined) => (history ?? '').replace(/x/gi, '');

/** Where a record differs from a row that has the value; empty: nowhere. */
function zeekDifference(
  row: { connState: string | null | undefined; history: string | null | undefined },
  connection: ConnectionRecord | undefined,
): string {
  const { connState, history } = row;
  if (connState != null && connection?.connState !== connState) {
    return `${connection?.connState}, Zeek ${connState}`;
  }
  if (history !== undefined && letters(connection?.history) !== letters(history)) {
    return `${connection?.history}, Zeek ${history}`;
  }
  return '';
}

describe.skipIf(!existsSync(ZEEK_ROWS))('what Zeek says of its own test captures', () => {
  test(
    'connState and history',
    async () => {
      const wrong: string[] = [];
      let compared = 0;
      const entries: ZeekEntry[] = JSON.parse(readFileSync(ZEEK_ROWS, 'utf8'));
      for (const { file, ignoreChecksums, rows } of entries) {
        if (file === null || !existsSync(new URL(file, ZEEK_CAPTURES))) continue;
        const path = fileURLToPath(new URL(file, ZEEK_CAPTURES));
        const told = await tell(path, { checksums: !ignoreChecksums });
        for (const { orig, resp, connState, history, incarnations = 1, unconfirmed } of rows) {
          const [connection, successor] = ofPair(told, orig, resp);
          const ours = rows.filter((row) => pairName(row.orig, row.resp) === pairName(orig, resp));
          // Where Zeek splits what is one connection to us, its rows are of parts.
          if (ours.length > 1 || incarnations > 1 || successor || unconfirmed) continue;
          compared++;
          const difference = zeekDifference({ connState, history }, connection);
          if (difference !== '') wrong.push(`${file} ${pairName(orig, resp)}: ${difference}`);
        }
      }
      expect(compared).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    },
    MOST_MILLISECONDS,
  );
});
