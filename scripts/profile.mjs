// npm run profile -- CAPTURE [OPTIONS]: runs the built command under V8's profiler and lists the functions
// by the time spent in themselves. The profile stays in ./profile, for a browser's developer tools.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MOST_ROWS = 40;
const folder = 'profile';
const command = fileURLToPath(new URL('../bin/tcpdissect.js', import.meta.url));
rmSync(folder, { recursive: true, force: true });
const profiler = ['--cpu-prof', '--cpu-prof-interval', '250', '--cpu-prof-dir', folder];
const { status } = spawnSync(process.execPath, [...profiler, command, ...process.argv.slice(2)], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const [file] = status === null ? [] : readdirSync(folder);
if (file === undefined) throw new Error('the command left no profile');

const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
const spent = new Map();
let total = 0;
for (const [index, id] of samples.entries()) {
  const { functionName, url, lineNumber } = frames.get(id);
  const place = `${functionName || '(anonymous)'} ${url.split('/').pop()}:${lineNumber + 1}`;
  spent.set(place, (spent.get(place) ?? 0) + timeDeltas[index]);
  total += timeDeltas[index];
}
for (const [place, time] of [...spent].sort((a, b) => b[1] - a[1]).slice(0, MOST_ROWS)) {
  const share = ((100 * time) / total).toFixed(1).padStart(5);
  console.log(`${(time / 1000).toFixed(1).padStart(9)} ms ${share} %  ${place}`);
}
