// npm run bench [-- --large] [--runs N] [--instructions]: how fast the built command is, on captures that it makes itself:
// each stage of the pipe and the whole of it, start-up, gzip, and memory by the number of connections.
// Runs take turns and their median counts, in CPU seconds; read the ratios, the rest is of one machine.
// --instructions counts them by callgrind where the processor does not, which takes minutes.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { writeConversations } from './generate.mjs';
import { instructionsOf, measureNode, measureOther, median } from './measure.mjs';

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    instructions: { type: 'boolean', default: false },
  },
});
const RUNS = Number(values.runs);
const SCALE = values.large ? 10 : 1;
/** Behind this no round is repeated, so that a slow or busy machine ends too. */
const ENOUGH_MILLISECONDS = values.large ? Number.POSITIVE_INFINITY : 10_000;
const command = fileURLToPath(new URL('../../bin/tcpdissect.js', import.meta.url));
const stages = fileURLToPath(new URL('stages.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-bench-'));

const STAGES = ['load', 'read', 'walk', 'decode', 'checksum', 'lookup', 'analyse'];
const SHAPES = {
  short: { connections: 10_000 * SCALE, concurrent: 1_000, exchanges: 3, burst: 1 },
  bulk: { connections: 8, concurrent: 4, exchanges: 60 * SCALE, burst: 100 },
};

try {
  startUp();
  for (const [name, shape] of Object.entries(SHAPES)) throughput(name, shape);
  memory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function capture(name, shape) {
  const path = join(folder, `${name}.pcap`);
  return { path, frames: writeConversations(path, shape) };
}

/** The least of some runs' seconds: a start is short, and what disturbs it only adds. */
function startUp() {
  const { path } = capture('tiny', { connections: 2, concurrent: 2, exchanges: 2, burst: 1 });
  const lines = {
    'bare Node': { words: ['-e', '0'] },
    '--version': { words: [command, '--version'] },
    report: { words: [command, path] },
    'report --ndjson': { words: [command, path, '--ndjson'] },
  };
  const best = Object.entries(takeTurns('start-up', lines, 5 * RUNS)).map(([stage, runs]) => ({
    stage,
    milliseconds: 1e3 * Math.min(...runs.map(({ seconds }) => seconds)),
  }));
  const bare = best[0].milliseconds;
  table(
    best.map(({ stage, milliseconds }) => ({
      'start-up': stage,
      ms: milliseconds.toFixed(0),
      'x bare Node': (milliseconds / bare).toFixed(2),
    })),
  );
}

function throughput(name, shape) {
  const { path, frames } = capture(name, shape);
  const zipped = `${path}.gz`;
  writeFileSync(zipped, gzipSync(readFileSync(path), { level: 1 }));
  const own = (...words) => ({ words: [command, ...words] });
  const lines = {
    'bare Node': { words: ['-e', '0'] },
    tcpdump: { words: ['tcpdump', '-r', path, '-w', '/dev/null'], isOther: true },
    ...Object.fromEntries(STAGES.map((stage) => [stage, { words: [stages, stage, path] }])),
    report: own(path),
    'report --ndjson': own(path, '--ndjson'),
    'segments --ndjson': own('segments', path, '--ndjson'),
    'gzip -dc': { words: ['gzip', '-dc', zipped], isOther: true },
    'report of .gz': own(zipped),
  };
  const taken = takeTurns(`${name}, ${frames} frames`, lines, RUNS);
  const seconds = (stage) => median((taken[stage] ?? []).map((run) => run.seconds));
  const idle = (stage) => seconds(STAGES.includes(stage) ? 'load' : 'bare Node');
  const perPacket = instructionsPerPacket(lines, frames);
  table(
    Object.entries(taken).map(([stage, runs]) => ({
      [name]: stage,
      'CPU s': seconds(stage).toFixed(2),
      'x report': (seconds(stage) / seconds('report')).toFixed(2),
      'x tcpdump': ratio(seconds(stage), seconds('tcpdump')),
      'M frames/s': lines[stage].isOther ? '' : rate(frames, seconds(stage) - idle(stage)),
      'peak MB': Math.round(median(runs.map(({ megabytes }) => megabytes))),
      ...(perPacket && { 'instructions/frame': perPacket[stage] ?? '' }),
    })),
  );
}

/** Beyond a bare Node's; undefined where this machine does not count them. */
function instructionsPerPacket(lines, frames) {
  const count = ({ words }) => instructionsOf(words, values.instructions);
  const bare = count(lines['bare Node']);
  if (bare === undefined) {
    console.log(
      '  instructions are not counted here: perf can not, and --instructions was not given',
    );
    return undefined;
  }
  const own = Object.entries(lines).filter(([, { isOther }]) => !isOther);
  return Object.fromEntries(
    own.map(([stage, line]) => [stage, Math.round((count(line) - bare) / frames)]),
  );
}

/** How resident memory grows with connections that are open at a time, and with those that were closed. */
function memory() {
  const few = 2_000 * SCALE;
  const many = 12_000 * SCALE;
  const shape = (connections, concurrent) => ({ connections, concurrent, exchanges: 0, burst: 1 });
  const rows = [
    ['open at a time', shape(few, few), shape(many, many)],
    ['closed', shape(few, 100), shape(many, 100)],
  ].map(([kind, small, large]) => {
    const [before, after] = [small, large].map((each, index) => {
      const { path } = capture(`memory-${index}`, each);
      const runs = Array.from({ length: RUNS }, () => measureNode([stages, 'analyse', path]));
      const megabytes = median(runs.map((run) => run.megabytes));
      console.log(`  ${each.connections} connections ${kind}: ${megabytes.toFixed(0)} MB`);
      return megabytes;
    });
    return {
      connections: kind,
      [`MB at ${few}`]: before.toFixed(0),
      [`MB at ${many}`]: after.toFixed(0),
      'octets for each more': Math.round(((after - before) * 2 ** 20) / (many - few)),
    };
  });
  table(rows);
}

/** Each line once, then each again: what disturbs the machine disturbs all of them alike. */
function takeTurns(title, lines, rounds) {
  console.log(`\n${title}`);
  const begun = performance.now();
  const taken = {};
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && performance.now() - begun > ENOUGH_MILLISECONDS) break;
    for (const [stage, { words, isOther }] of Object.entries(lines)) {
      const run = isOther ? measureOther(words) : measureNode(words);
      if (run === undefined) continue;
      taken[stage] ??= [];
      taken[stage].push(run);
      if (round === 0) console.log(`  ${stage}: ${run.seconds.toFixed(2)} s`);
    }
  }
  return taken;
}

function rate(frames, seconds) {
  return seconds > 0.01 ? (frames / seconds / 1e6).toFixed(2) : '';
}

function ratio(seconds, base) {
  return base > 0 ? (seconds / base).toFixed(1) : '';
}

/** Columns as wide as their widest cell, the first at the left. */
function table(rows) {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const laidOut = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[at]))),
  );
  console.log(`\n${laidOut.map((cells) => cells.join('  ')).join('\n')}`);
}
