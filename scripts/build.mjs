// Compiles src/ to dist/: plain ES modules with their types, which are the library; and the command
// as a bundle. V8 folds constants and inlines functions of its own module alone (measured: 0.85 x the
// time on a capture), and a start that has to find a hundred modules takes a third longer. The bundle
// is CommonJS without comments: an ES module's import of a built-in module reads each of its exports,
// those too that load others when they are read, and V8 reads every octet before the first runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * What packages load when they start, and have no use for here: commander can start commands that are
 * programs of their own, chalk asks the terminal how many colours it has. Both load slowly.
 */
const UNUSED = [
  { id: 'node:child_process', by: '/commander/', instead: 'module.exports = {};' },
  {
    id: '#supports-color',
    by: '/chalk/',
    instead: 'export default { stdout: false, stderr: false };',
  },
];

const withoutUnused = {
  name: 'without-unused',
  resolveId(id, importer = '') {
    const index = UNUSED.findIndex((unused) => unused.id === id && importer.includes(unused.by));
    return index < 0 ? undefined : `\0unused-${index}`;
  },
  load: (id) => (id.startsWith('\0unused-') ? UNUSED[Number(id.slice(8))].instead : undefined),
};

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
    plugins: [withoutUnused],
  });
  await bundle.write({
    dir: 'dist/command',
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    advancedChunks: { groups: [{ name: 'engine', test: /[\\/]src[\\/](tcp|wire)[\\/]/ }] },
    // Names and lines stay, since a stack and a profile are read by people.
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await bundle.close();
  writeFileSync(`${root}dist/command/package.json`, '{ "type": "commonjs" }\n');
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
