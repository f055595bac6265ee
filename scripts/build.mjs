// Compiles src/ to dist/: plain ES modules with their types, which are the library; and the command
// as a bundle. V8 folds constants and inlines functions of its own module alone (measured: 0.85 x the
// time on a capture), and a start that has to find a hundred modules takes a third longer. The bundle
// is CommonJS without comments: an ES module's import of a built-in module reads each of its exports,
// those too that load others when they are read, and V8 reads every octet before the first runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Commander can start commands that are programs of their own, which we have not; that loads slowly. */
const withoutChildProcesses = {
  name: 'without-child-processes',
  resolveId: (id, importer = '') =>
    id === 'node:child_process' && importer.includes('/commander/')
      ? '\0no-child-process'
      : undefined,
  load: (id) => (id === '\0no-child-process' ? 'module.exports = {};' : undefined),
};

/**
 * What is always read together is one file, with all that it imports; a module goes to the first that
 * takes it. `start` is what refuses a command line or prints a version, without any of the engine.
 */
const CHUNKS = [
  { name: 'start', test: /[\\/]src[\\/]cli[\\/]start\.ts$/ },
  { name: 'engine', test: /[\\/]src[\\/](tcp|wire)[\\/]/ },
  {
    name: 'captures',
    test: /[\\/]src[\\/](cli[\\/](printing|shortlist)|model[\\/](describe-(connection|ladder)|interest))\.ts$/,
  },
  {
    name: 'text',
    test: /[\\/]src[\\/]report[\\/](text[\\/]((capture|connection)-section|reporter)|format[\\/]palette)\.ts$/,
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const result = spawnSync(process.execPath, [compiler, '-p', root], { stdio: 'inherit' });
process.exitCode = result.status ?? 1;
if (process.exitCode === 0) {
  await bundleCommand();
  await writeManPages();
  precompile();
}

/** What a command alone needs stays a file of its own, loaded when that command runs. */
async function bundleCommand() {
  const bundle = await rolldown({
    cwd: root,
    input: { tcpdissect: 'src/cli/start.ts' },
    platform: 'node',
    optimization: { inlineConst: { mode: 'all', pass: 3 } },
    plugins: [withoutChildProcesses],
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: CHUNKS },
    // Names and lines stay, since a stack and a profile are read by people.
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  mkdirSync(`${root}dist/command`);
  for (const { fileName, code } of output) {
    writeFileSync(`${root}dist/command/${fileName}`, asFunction(code));
  }
  await bundle.close();
  writeFileSync(`${root}dist/command/package.json`, '{ "type": "commonjs" }\n');
}

/** As bin/load.js reads it: the function that Node.js puts around a module, in ASCII. */
function asFunction(code) {
  const ascii = code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `(function (exports, require, module, __filename, __dirname) {${ascii}\n})`;
}

/** So that the first run need not; see bin/load.js. */
function precompile() {
  const script = fileURLToPath(new URL('precompile.cjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.exitCode = status ?? 1;
}

/**
 * From the commands themselves, so that they tell what --help tells; where `man` looks for them below a
 * folder of MANPATH. npm knows no languages, and installs the English one alone.
 */
async function writeManPages() {
  const { manPage } = await import('../dist/cli/man-page.js');
  for (const [language, folder] of [
    ['en', 'man1'],
    ['zh-CN', 'zh_CN/man1'],
  ]) {
    mkdirSync(`${root}dist/man/${folder}`, { recursive: true });
    writeFileSync(`${root}dist/man/${folder}/tcpdissect.1`, manPage(language));
  }
}
