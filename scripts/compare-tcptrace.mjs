// Holds the statistics of connections to tcptrace's: npm run build first.
//
// Each capture goes through `tcptrace -l -r -W -n --csv` and through tcpdissect. Connections are
// matched by their sockets and the time of their first segment; those of which the two tools saw
// different segments are counted, and not compared. What differs is told by quantity, and by what
// the connection shows that the two define differently (docs/tcptrace.md).
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stderr, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { readCommandLine } from './differential/command-line.mjs';
import { QUANTITIES } from './tcptrace-quantities.mjs';

const CAPTURE = /\.(pcap|pcapng|cap|dmp|trace|ntar)(\.gz)?$/;
const TIME_LIMIT_MILLISECONDS = 60_000;
const SAME_TIME_MICROSECONDS = 2;

/** Why two tools that are both right may count differently: what the connection shows, by name. */
const CIRCUMSTANCES = {
  'invalid checksums': ({ checksums }) => checksums.tcp.invalid > 0 || checksums.ip.invalid > 0,
  'tap copies': ({ quality }) => quality.tapDuplicates > 0,
  'clock or recorder out of order': ({ quality }) =>
    quality.clockStepsBack > 0 || quality.reorderedSegments > 0,
  'keep-alives': ({ client, server }) => client.keepAlives + server.keepAlives > 0,
  'shut window': ({ client, server }) => client.zeroWindows + server.zeroWindows > 0,
  'begins in mid-connection': ({ quality }) => quality.beginsMidConnection,
  'sent again': ({ client, server }) => client.repeatedSegments + server.repeatedSegments > 0,
};

/** Whether tcptrace is there to compare with. */
export function hasTcptrace() {
  try {
    execFileSync('tcptrace', ['-version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return error.code !== 'ENOENT';
  }
}

/** The connections that tcptrace tells of a capture; undefined where it cannot read it. */
function tcptraceConnections(path) {
  let text;
  try {
    text = execFileSync('tcptrace', ['-l', '-r', '-W', '-n', '--csv', path], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: TIME_LIMIT_MILLISECONDS,
    });
  } catch {
    return undefined;
  }
  const [header, ...rows] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (!header?.startsWith('conn_')) return [];
  const labels = header.split(',').map((label) => label.trim().replaceAll('_', ' '));
  return rows.map((row) => {
    const values = row.split(',').map((value) => value.trim());
    return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
  });
}

async function ourConnections(path, dissect) {
  const found = [];
  for await (const record of dissect(path)) if (record.type === 'connection') found.push(record);
  return found;
}

/** Addresses as both write them: tcptrace does not shorten IPv6 as RFC 5952 does. */
function plainAddress(text) {
  if (!text.includes(':')) return text;
  // What tcptrace writes wrongly matches nothing.
  return URL.canParse(`http://[${text}]`)
    ? new URL(`http://[${text}]`).hostname.slice(1, -1)
    : text;
}

function theirSockets(theirs) {
  const a = `${plainAddress(theirs['host a'])} ${theirs['port a']}`;
  const b = `${plainAddress(theirs['host b'])} ${theirs['port b']}`;
  return { a, pair: [a, b].sort().join(' ') };
}

const ourSocket = ({ address, port }) => `${plainAddress(address)} ${port}`;

/** Microseconds since the epoch, as tcptrace resolves them. */
function microsecondsOf(timestamp) {
  const [, whole, fraction] = /^(.*)\.(\d{6})\d*Z$/.exec(timestamp) ?? [];
  return Date.parse(`${whole}Z`) * 1000 + Number(fraction);
}

function find(ours, theirs) {
  const { pair } = theirSockets(theirs);
  const [seconds, fraction] = theirs['first packet'].split('.');
  const start = Number(seconds) * 1e6 + Number(fraction);
  return ours.find(
    ({ client, server, start: ourStart }) =>
      [ourSocket(client), ourSocket(server)].sort().join(' ') === pair &&
      Math.abs(microsecondsOf(ourStart) - start) <= SAME_TIME_MICROSECONDS,
  );
}

function isEqual(theirs, ours, tolerance) {
  if (typeof ours === 'string') return theirs === ours;
  const number = theirs === 'NA' ? 0 : Number(theirs);
  return Math.abs(number - ours) <= tolerance;
}

/** An empty account of a comparison. */
function newAccount() {
  return {
    captures: 0,
    unreadByTcptrace: 0,
    unreadByTcpdissect: 0,
    connections: 0,
    unmatched: 0,
    otherSegments: 0,
    quantities: QUANTITIES.map(({ label, keys }) => ({
      label,
      keys,
      compared: 0,
      equal: 0,
      circumstances: {},
      unexplained: 0,
      examples: [],
    })),
  };
}

function compareConnection(account, path, theirs, ours) {
  const { a } = theirSockets(theirs);
  const isClientA = ourSocket(ours.client) === a;
  const circumstances = Object.entries(CIRCUMSTANCES).filter(([, holds]) => holds(ours));
  for (const direction of ['a2b', 'b2a']) {
    const isFromClient = (direction === 'a2b') === isClientA;
    const [sender, peer] = isFromClient ? [ours.client, ours.server] : [ours.server, ours.client];
    for (const [index, { label, tolerance = 0, read, explain }] of QUANTITIES.entries()) {
      const theirValue = theirs[`${label.replaceAll('_', ' ')} ${direction}`];
      if (theirValue === undefined) continue;
      const tally = account.quantities[index];
      const value = read(sender, peer, ours);
      tally.compared++;
      if (isEqual(theirValue, value, tolerance)) {
        tally.equal++;
        continue;
      }
      const [name] = explain?.(Number(theirValue) - value, peer) ?? circumstances[0] ?? [];
      if (name === undefined) tally.unexplained++;
      else tally.circumstances[name] = (tally.circumstances[name] ?? 0) + 1;
      const example = `${path} id ${ours.id} ${ourSocket(sender)}: ${theirValue} / ${value}`;
      if (name === undefined) tally.examples.unshift(example);
      else tally.examples.push(`${example} (${name})`);
    }
  }
}

/** Compares what the two tools say of the captures; `dissect` is tcpdissect's. */
export async function compareCaptures(paths, dissect) {
  const account = newAccount();
  for (const path of paths) {
    account.captures++;
    const theirs = tcptraceConnections(path);
    if (theirs === undefined) {
      account.unreadByTcptrace++;
      continue;
    }
    let ours;
    try {
      ours = await ourConnections(path, dissect);
    } catch {
      account.unreadByTcpdissect++;
      continue;
    }
    for (const connection of theirs) {
      account.connections++;
      const match = find(ours, connection);
      if (match === undefined) {
        account.unmatched++;
        continue;
      }
      const segments =
        Number(connection['total packets a2b']) + Number(connection['total packets b2a']);
      if (segments === match.client.segments + match.server.segments) {
        compareConnection(account, path, connection, match);
      } else {
        account.otherSegments++;
      }
    }
  }
  return account;
}

/** The captures among files and below directories. */
export function capturesIn(paths) {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .filter((name) => CAPTURE.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
}

function print(account, mostExamples) {
  const { captures, connections } = account;
  const lines = [
    `${captures} captures, ${account.unreadByTcptrace} not read by tcptrace, ${account.unreadByTcpdissect} not read by tcpdissect`,
    `${connections} connections of tcptrace's, ${account.unmatched} without a match, ${account.otherSegments} of other segments`,
    '',
    `${'quantity'.padEnd(22)}${'compared'.padStart(9)}${'equal'.padStart(8)}${'differ'.padStart(8)}  where`,
  ];
  for (const tally of account.quantities) {
    const { label, compared, equal, unexplained, examples } = tally;
    const where = Object.entries({ ...tally.circumstances, 'none of these': unexplained })
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
    const counts = [compared, equal, compared - equal].map((count, index) =>
      String(count).padStart(index === 0 ? 9 : 8),
    );
    lines.push(`${label.padEnd(22)}${counts.join('')}  ${where}`);
    for (const example of examples.slice(0, mostExamples)) lines.push(`    ${example}`);
  }
  stdout.write(`${lines.join('\n')}\n`);
}

const USAGE =
  'node scripts/compare-tcptrace.mjs [--examples N] CAPTURE|DIRECTORY... (needs tcptrace)';

async function main() {
  const { values, positionals } = readCommandLine(USAGE, {
    examples: { type: 'string', default: '0' },
  });
  if (positionals.length === 0 || !hasTcptrace()) {
    stderr.write(`usage: ${USAGE}\n`);
    return 2;
  }
  const { dissect } = await import('../dist/index.js');
  print(await compareCaptures(capturesIn(positionals), dissect), Number(values.examples));
  return 0;
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  process.exitCode = await main();
}
