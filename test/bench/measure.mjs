// What a process used: CPU seconds (user and system, all threads), which other programs disturb less than
// the clock, and the peak of resident memory.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FIGURES = fileURLToPath(new URL('figures.cjs', import.meta.url));
const GNU_TIME = '/usr/bin/time';

/** A script of ours or the built command. */
export function measureNode(words) {
  const line = ['--require', FIGURES, ...words];
  const { output, status } = spawnSync(process.execPath, line, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${status}`);
  return JSON.parse(String(output[3]));
}

/** Another program; undefined where it cannot be run or measured. */
export function measureOther(words) {
  if (!existsSync(GNU_TIME)) return undefined;
  const { stderr, status } = spawnSync(GNU_TIME, ['-f', '%U %S %M', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) return undefined;
  const [user, system, kilobytes] = String(stderr).trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds: user + system, megabytes: kilobytes / 1024 };
}

/**
 * Instructions in user mode, as the processor counts them (perf), or where it does not and `isPatient`,
 * as callgrind does, which takes fifty times as long; undefined where neither can.
 */
export function instructionsOf(words, isPatient) {
  return countedByPerf(words) ?? (isPatient ? countedByCallgrind(words) : undefined);
}

function countedByPerf(words) {
  const line = ['stat', '-x', ',', '-e', 'instructions:u', process.execPath, ...words];
  return counted('perf', line, /^(\d+),.*instructions/m);
}

/** In one thread: V8 compiles in others, by turns that callgrind does not keep. */
function countedByCallgrind(words) {
  const tool = ['--tool=callgrind', '--callgrind-out-file=/dev/null', '--smc-check=all-non-file'];
  const line = [...tool, process.execPath, '--single-threaded', ...words];
  return counted('valgrind', line, /Collected\s*:\s*(\d+)/);
}

function counted(program, line, pattern) {
  const { stderr, error } = spawnSync(program, line, { stdio: ['ignore', 'ignore', 'pipe'] });
  const digits = error === undefined ? pattern.exec(String(stderr))?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
