// Compares the octets of `follow --raw`, of the first connections of each capture, with those of tshark's
// follow. Three differences are meant: of two copies the one with a valid checksum is shown, data behind
// a gap that nothing acknowledges is shown, and the gap itself leaves no text. Exit code 1: something differs.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dissect } from '../dist/index.js';
import { capturesIn } from './differential/captures.mjs';
import { readCommandLine } from './differential/command-line.mjs';
import { tsharkFollow, tsharkSegments } from './differential/tshark.mjs';

const MOST_CONNECTIONS = 3;
const MOST_OUTPUT = 1 << 28;
/** Streams of tshark's are then others than ours, or hold what is no payload. */
const LEFT_OUT = ['quoted', 'several', 'short', 'nolen', 'malformed', 'hlen'];
const command = fileURLToPath(new URL('../bin/tcpdissect.js', import.meta.url));

const { positionals: paths } = readCommandLine(
  'node scripts/compare-follow.mjs [CAPTURE|FOLDER...]',
);
let compared = 0;
let wrong = 0;
for (const path of (paths.length > 0 ? paths : ['fixtures']).flatMap(capturesIn)) {
  await compare(path).catch((error) => console.log(`${path}: ${error.message.split('\n')[0]}`));
}
console.log(`${compared} connections, ${wrong} differ`);
process.exitCode = wrong > 0 ? 1 : 0;

async function compare(path) {
  const segments = await tsharkSegments(path);
  if (segments.some(({ marks }) => LEFT_OUT.some((mark) => marks.has(mark)))) return;
  let seen = 0;
  for await (const record of dissect(path)) {
    if (record.type !== 'connection' || ++seen > MOST_CONNECTIONS) continue;
    const { id } = record;
    // Which side is first is tshark's own: both are compared as a set.
    const ours = [followed(path, id, 'client'), followed(path, id, 'server')];
    const theirs = await tsharkFollow(path, id);
    compared++;
    if (textOf(ours) === textOf(theirs)) continue;
    wrong++;
    const sizes = (sides) => sides.map(({ length }) => length).join(' and ');
    console.log(`${path} connection ${id}: ours ${sizes(ours)} octets, tshark ${sizes(theirs)}`);
  }
}

function followed(path, id, side) {
  const args = ['follow', path, '--connection', String(id), '--raw', '--from', side];
  return execFileSync(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: MOST_OUTPUT,
  });
}

function textOf(sides) {
  return sides
    .map((octets) => octets.toString('hex'))
    .sort()
    .join();
}
