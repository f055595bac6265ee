import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/*
 * Data flows one way: octets -> records -> frames -> packets -> segments -> connections -> records
 * for people and programs. Each room may import itself and what stands beside it here; a file that
 * stands in `src/` itself, or in a room with rules of its own, is named with its path.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  capture: [],
  wire: [],
  reassembly: ['wire'],
  tcp: ['wire'],
  model: ['tcp', 'wire', 'capture'],
  words: ['capture', 'model', 'select', 'tcp'],
  report: ['words', 'model'],
  select: ['wire', 'tcp', 'model'],
  check: ['select', 'report', 'words', 'model', 'tcp'],
  'analyze.ts': ['capture', 'wire', 'reassembly', 'tcp', 'model', 'words'],
  'selection.ts': ['analyze.ts', 'reassembly', 'select', 'model'],
  'check-captures.ts': ['analyze.ts', 'capture', 'check', 'model', 'version.ts', 'words'],
  'version.ts': [],
  'dissect.ts': ['analyze.ts', 'selection.ts', 'capture', 'model'],
  'check-library.ts': [
    'analyze.ts',
    'dissect.ts',
    'selection.ts',
    'check-captures.ts',
    'capture',
    'check',
    'model',
  ],
  'index.ts': [
    'dissect.ts',
    'check-library.ts',
    'selection.ts',
    'version.ts',
    'capture',
    'check',
    'model',
    'select',
  ],
  cli: [
    'analyze.ts',
    'selection.ts',
    'version.ts',
    'capture',
    'check',
    'check-captures.ts',
    'model',
    'words',
    'report',
    'select',
    'tcp',
  ],
};

/** The writer of segment lines goes past the records, and so knows what they are made of. */
const SEGMENT_LINES = ['tcp', 'wire'];
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'report/segment-writer.ts': SEGMENT_LINES,
  'report/segment-tables.ts': SEGMENT_LINES,
  'report/option-writer.ts': SEGMENT_LINES,
  'report/address-writer.ts': SEGMENT_LINES,
};

/** Packages of others, each behind the files that know it. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  '@marcbachmann/cel-js': /^select\/condition\/environment\.ts$/,
  commander: /^cli\//,
  fzstd: /^capture\/compression\/zstd\.ts$/,
  'pcap-parser': /^capture\/pcap-parser\.ts$/,
  'string-width': /^report\/format\/width\.ts$/,
  yaml: /^check\/rules-file\/yaml(-mistakes|-syntax)?\.ts$/,
};

const SOURCE = new URL('../src/', import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(new URL(file, SOURCE), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'/gms);
  const calls = text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g);
  const bare = text.matchAll(/^import '([^']+)'/gm);
  return [...statements, ...calls, ...bare].map((match) => match[1] ?? '');
}

/** A relative import as a path below `src/`. */
function resolve(file: string, specifier: string): string {
  const base = new URL(file, 'file:///');
  return new URL(specifier, base).pathname.slice(1);
}

/** The room of a file: its folder, or the file itself where it stands in none. */
function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

describe('the rooms of src/', () => {
  it('are those that are described', () => {
    const found = new Set(files.map(roomOf));
    expect([...found].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it.each(files)('%s imports what it may', (file) => {
    const room = roomOf(file);
    const allowed = [room, ...(ROOMS[room] ?? []), ...(EXCEPTIONS[file] ?? [])];
    const wrong = importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => roomOf(resolve(file, specifier)))
      .filter((other) => !allowed.includes(other))
      .map((other) => `${room} may not import ${other}`);
    expect(wrong).toEqual([]);
  });

  it.each(files)('%s imports packages where they are known', (file) => {
    const wrong = importsOf(file)
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter((name) => !PACKAGES[name]?.test(file));
    expect(wrong).toEqual([]);
  });

  it('leaves files, the process and the console to capture and cli', () => {
    const isOutside = (file: string) => !/^(capture|cli)\//.test(file);
    const wrong = files.filter(isOutside).filter((file) => {
      const text = readFileSync(new URL(file, SOURCE), 'utf8');
      return /'node:(fs|net|tty|child_process)|\bprocess\.(stdout|stderr|stdin|env|exit)|\bconsole\./.test(
        text,
      );
    });
    expect(wrong).toEqual([]);
  });

  it('imports relative files with their ending', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file).filter((name) => name.startsWith('.') && !name.endsWith('.ts')),
    );
    expect(wrong).toEqual([]);
  });
});
