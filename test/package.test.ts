import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../src/version.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly man: string;
  readonly exports: { readonly '.': { readonly types: string; readonly default: string } };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}

const manifest = read<Manifest>('package.json');

function run(command: string, args: readonly string[], cwd = root) {
  return spawnSync(command, args, { cwd, encoding: 'utf8' });
}

describe('the texts', () => {
  const folders = ['.', 'docs', 'docs/decisions', 'fixtures'];
  const texts = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  );

  it.each(texts)('%s holds both sides of no merge', (path) => {
    expect(readFileSync(join(root, path), 'utf8')).not.toMatch(/^([<>|]{7} .*|={7})$/m);
  });
});

describe('package.json', () => {
  it('has the version that the command prints', () => {
    expect(VERSION).toBe(manifest.version);
  });

  it('points at files that the build makes', () => {
    const { types, default: module } = manifest.exports['.'];
    for (const path of [types, module, manifest.man])
      expect(existsSync(join(root, path)), path).toBe(true);
  });

  it('has a command that can be executed', () => {
    const [path = ''] = Object.values(manifest.bin);
    accessSync(join(root, path), constants.X_OK);
    expect(readFileSync(join(root, path), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('pins every dependency, and the README says what each is for', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(readme, name).toContain(`\`${name}\``);
    }
    for (const [name, version] of Object.entries(manifest.devDependencies)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

describe('package-lock.json', () => {
  it('knows the builds for every platform, or npm ci refuses it', () => {
    const { packages } = read<Lock>('package-lock.json');
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const known = Object.keys(packages).map((path) => path.split('node_modules/').at(-1));
    expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the package', () => {
  it('holds the command, the library, its types, and nothing of the workshop', () => {
    const { stdout } = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    const wanted = [
      'bin/tcpdissect.js',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/man/man1/tcpdissect.1',
      'dist/man/zh_CN/man1/tcpdissect.1',
    ];
    expect(paths).toEqual(
      expect.arrayContaining([...wanted, 'README.md', 'LICENSE', 'CHANGELOG.md', 'package.json']),
    );
    const allowed =
      /^(bin|dist)\/|^(README|README\.zh-CN|CHANGELOG)\.md$|^LICENSE$|^package\.json$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('can be imported by its name', () => {
    const script =
      "import('tcpdissect').then(({ VERSION, dissect }) => console.log(VERSION, typeof dissect))";
    const { stdout, stderr } = run(process.execPath, ['--input-type=module', '-e', script]);
    expect(stderr).toBe('');
    expect(stdout).toBe(`${VERSION} function\n`);
  });

  it('has types for those who use it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-types-'));
    mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
    symlinkSync(root, join(folder, 'node_modules', 'tcpdissect'), 'dir');
    const nodeTypes = join(root, 'node_modules', '@types', 'node');
    symlinkSync(nodeTypes, join(folder, 'node_modules', '@types', 'node'), 'dir');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      join(folder, 'use.ts'),
      `import { dissect } from 'tcpdissect';
       for await (const record of dissect('x.pcap', { segments: true })) {
         if (record.type === 'segment') record.flags.includes('SYN');
         if (record.type === 'connection') record.handshake.rttSeconds?.toFixed(3);
         // @ts-expect-error: there is no such record
         if (record.type === 'nonsense') break;
       }`,
    );
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
    const args = [compiler, ...options, '--types', 'node', 'use.ts'];
    const { stdout, status } = run(process.execPath, args, folder);
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
