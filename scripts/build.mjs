// Compiles src/ to dist/: plain ES modules with their types, which are the library; and the command
// as a bundle. V8 folds constants and inlines functions of its own module alone (measured: 0.85 x the
// time on a capture), and a start that has to find a hundred modules takes a third longer. The bundle
// is CommonJS without comments: an ES module's import of a built-in module reads each of its exports,
// those too that load others when they are read, and V8 reads every octet before the first runs.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** commander can start commands that are programs of their own: we have none, and it loads slowly. */
const withoutChildProcesses = {
  name: 'without-child-processes',
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('/commander/') ? '\0none' : undefined,
  load: (id) => (id === '\0none' ? 'module.exports = {};' : undefined),
};

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const result = spawnSync(process.execPath, [compiler, '-p', root], { stdio: 'inherit' });
process.exitCode = result.status ?? 1;
if (process.exitCode === 0) await bundleCommand();

/** What a command alone needs stays a file of its own, loaded when that command runs. */
async function bundleCommand() {
  const bundle = await rolldown({
    cwd: root,
    input: { tcpdissect: 'src/cli/start.ts' },
    platform: 'node',
    optimization: { inlineConst: { mode: 'all', pass: 3 } },
    plugins: [withoutChildProcesses],
  });
  await bundle.write({
    dir: 'dist/command',
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Names and lines stay, since a stack and a profile are read by people.
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await bundle.close();
  writeFileSync(`${root}dist/command/package.json`, '{ "type": "commonjs" }\n');
}
