// npm run bench: how fast the built command is, as ratios to tcpdump (where it is installed) and to a bare
// Node, on captures that it makes itself. Runs are interleaved; a ratio is of the least CPU times, which
// other programs disturb least. npm run bench -- RUNS sets the repetitions (5).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeConversations } from './generate.mjs';

const RUNS = Number(process.argv[2] ?? 5);
const command = fileURLToPath(new URL('../../bin/tcpdissect.js', import.meta.url));
const stages = fileURLToPath(new URL('stages.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-bench-'));
const GNU_TIME = '/usr/bin/time';

const CAPTURES = [
  { name: 'tiny', connections: 20, concurrent: 5, exchanges: 2, burst: 1 },
  { name: 'short connections', connections: 40_000, concurrent: 1_000, exchanges: 3, burst: 1 },
  { name: 'bulk', connections: 10, concurrent: 5, exchanges: 100, burst: 100 },
  { name: 'all open', connections: 60_000, concurrent: 60_000, exchanges: 1, burst: 1 },
];

/** One run: CPU seconds and, where GNU time is installed, the peak of resident memory in MB. */
function measure(line) {
  const [program, ...rest] = existsSync(GNU_TIME) ? [GNU_TIME, '-f', '%U %S %M', ...line] : line;
  const begun = performance.now();
  const { stderr, status } = spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  const wall = (performance.now() - begun) / 1_000;
  const [user, system, kilobytes] = String(stderr).trim().split('\n').at(-1).split(' ').map(Number);
  if (status !== 0) return undefined;
  return Number.isFinite(kilobytes)
    ? { seconds: user + system, megabytes: kilobytes / 1024 }
    : { seconds: wall };
}

function compare(lines) {
  const best = Object.fromEntries(Object.keys(lines).map((name) => [name, undefined]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, line] of Object.entries(lines)) {
      const measured = measure(line);
      if (measured && !(best[name]?.seconds <= measured.seconds)) best[name] = measured;
    }
  }
  return best;
}

const isInstalled = (tool) =>
  spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
const hasTcpdump = isInstalled('tcpdump');
const rows = [];
try {
  for (const shape of CAPTURES) {
    const file = join(folder, `${shape.name.replaceAll(' ', '-')}.pcap`);
    const frames = writeConversations(file, shape);
    const own = [process.execPath, command];
    const best = compare({
      ...(hasTcpdump && { tcpdump: ['tcpdump', '-r', file, '-w', '/dev/null'] }),
      'bare Node': [process.execPath, '-e', '0'],
      read: [process.execPath, stages, 'read', file],
      'read, decode': [process.execPath, stages, 'decode', file],
      'read, decode, checksums': [process.execPath, stages, 'checksums', file],
      'and follow connections': [process.execPath, stages, 'analyse', file],
      report: [...own, file],
      '--ndjson': [...own, file, '--ndjson'],
      'segments --ndjson': [...own, 'segments', file, '--ndjson'],
    });
    for (const [stage, result] of Object.entries(best)) {
      if (result === undefined) continue;
      rows.push({
        capture: `${shape.name} (${frames} frames)`,
        stage,
        'CPU s': Number(result.seconds.toFixed(2)),
        'x tcpdump': ratio(result.seconds, best.tcpdump?.seconds),
        'x bare Node': ratio(result.seconds, best['bare Node']?.seconds),
        'M packets/s': Number((frames / result.seconds / 1e6).toFixed(2)),
        'peak MB': result.megabytes === undefined ? '-' : Math.round(result.megabytes),
      });
    }
  }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ratio(seconds, base) {
  return base > 0 ? Number((seconds / base).toFixed(1)) : '-';
}
