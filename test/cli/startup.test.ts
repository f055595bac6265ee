import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND, fixture, projectPath } from './support/run.ts';

/** The files of the bundle, the packages in them, and the modules of Node that a run loaded. */
interface Loaded {
  readonly files: readonly string[];
  readonly packages: readonly string[];
  readonly builtIns: readonly string[];
}

const SCRIPT = `
  const { load, scripts } = require(process.env.LOADER);
  load('./tcpdissect.js').start().then(() => {
    require('node:fs').writeSync(2, JSON.stringify({
      paths: [...scripts.keys()],
      builtIns: process.moduleLoadList,
    }));
  });`;

function loadedBy(words: readonly string[]): Loaded {
  const { stderr } = spawnSync(process.execPath, ['-e', SCRIPT, '--', 'tcpdissect', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LOADER: projectPath('bin/load.js') },
  });
  // Behind what the command itself says there.
  const { paths, builtIns } = JSON.parse(stderr.slice(stderr.lastIndexOf('{"paths"'))) as {
    paths: string[];
    builtIns: string[];
  };
  const packages = paths.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^\s*\/\/.*node_modules\/([^/]+)\//gm)].map(
      (match) => match[1] ?? '',
    ),
  );
  return {
    files: paths.map((path) => basename(path)),
    packages: [...new Set(packages)].sort(),
    builtIns: builtIns.map((name) => name.replace(/^NativeModule /, '')),
  };
}

const CAPTURE = fixture('close-by-client.pcap');
/** Each takes longer to load than a small capture takes to read. */
const SLOW = [
  'crypto',
  'net',
  'tty',
  'child_process',
  'perf_hooks',
  'zlib',
  'stream',
  'worker_threads',
];

describe('what a run loads', () => {
  it.each([
    { words: [CAPTURE], packages: ['commander'] },
    { words: [CAPTURE, '--ndjson'], packages: ['commander'] },
    { words: ['segments', CAPTURE, '--ndjson'], packages: ['commander'] },
  ])('is no library that $words does not use', ({ words, packages }) => {
    const loaded = loadedBy(words);
    expect(loaded.packages).toEqual(packages);
    expect(loaded.builtIns.filter((name) => SLOW.includes(name))).toEqual([]);
    expect(loaded.files).not.toContain('schema.js');
    expect(loaded.files).not.toContain('display.js');
    expect(loaded.files).not.toContain('zstd.js');
  });

  it('is the command alone that runs', () => {
    const report = loadedBy([CAPTURE]).files;
    expect(report).toContain('report.js');
    expect(report).not.toContain('segments.js');
  });

  it.each([
    { words: ['--version'] },
    { words: ['check', '--help'] },
    { words: ['segments', '--unknown'] },
  ])('is one file of $words, which reads no capture', ({ words }) => {
    expect(loadedBy(words).files).toEqual(['tcpdissect.js', 'start.js', 'rolldown-runtime.js']);
  });
});

describe('what the build left compiled', () => {
  it('is taken by the Node.js that made it', () => {
    const script = `
      const { load, scripts } = require(process.env.LOADER);
      load('./tcpdissect.js');
      console.log([...scripts.values()].every((script) => script.cachedDataRejected === false));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      env: { ...process.env, LOADER: projectPath('bin/load.js') },
    });
    expect(stdout).toBe('true\n');
  });

  it('is left alone where V8 runs with other flags', () => {
    const { stdout, status } = spawnSync(process.execPath, ['--no-opt', COMMAND, '--version'], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^tcpdissect \d/);
    expect(status).toBe(0);
  });
});
