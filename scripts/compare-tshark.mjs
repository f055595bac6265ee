// Compares every segment's fields with tshark's: of the captures themselves (without --count), or of N
// variants of them (differential/mutations.mjs), which follow from the seed alone. Variants that differ
// stay in the folder, cut down to the fewest records that still differ. Exit code 1: something differs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capturesIn } from './differential/captures.mjs';
import { readCommandLine } from './differential/command-line.mjs';
import { compareWithTshark, FIELD_NAMES } from './differential/compare.mjs';
import { readRecords, toPcapng } from './differential/frames.mjs';
import { minimised } from './differential/minimise.mjs';
import { batchOf } from './differential/mutations.mjs';
import { Random } from './differential/random.mjs';
import { tsharkVersion } from './differential/tshark.mjs';

const MOST_RECORDS = 3000;
const VARIANTS_PER_FILE = 20;
/** Files at a time: tshark is a process of its own. */
const AT_ONCE = 2;

const USAGE = `node scripts/compare-tshark.mjs [--seed S] [--count N] [--only MUTATION,...] [--keep FOLDER]
         [--msl SECONDS] [--show N] [--no-minimise] [CAPTURE|FOLDER...]`;

const { values, positionals } = readCommandLine(USAGE, {
  seed: { type: 'string', default: '1' },
  count: { type: 'string', default: '0' },
  only: { type: 'string' },
  keep: { type: 'string' },
  msl: { type: 'string', default: '120' },
  show: { type: 'string', default: '3' },
  'no-minimise': { type: 'boolean', default: false },
});
const paths = (positionals.length > 0 ? positionals : ['fixtures']).flatMap(capturesIn);
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'tcpdissect-'));
mkdirSync(folder, { recursive: true });

const sums = Object.fromEntries(FIELD_NAMES.map((name) => [name, { compared: 0, differ: 0 }]));
const flags = new Map();
const shown = new Map();
let captures = 0;
let segments = 0;
let wrong = 0;

const count = Number(values.count);
const work = count > 0 ? await variants() : paths.map((path) => () => compareCapture(path));
await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
report(await tsharkVersion());
if (values.keep === undefined && wrong === 0) rmSync(folder, { recursive: true });
process.exitCode = wrong > 0 ? 1 : 0;

/** Tasks that make and compare one variant each. */
async function variants() {
  const pool = [];
  for (const path of paths) {
    const records = await readRecords(path, MOST_RECORDS).catch(() => []);
    if (records.length > 1) pool.push(records);
  }
  const seed = Number(values.seed);
  const files = Math.ceil(count / VARIANTS_PER_FILE);
  return Array.from({ length: files }, (_, index) => async () => {
    const random = new Random(Math.imul(seed, 0x9e3779b1) + index);
    const size = Math.min(VARIANTS_PER_FILE, count - index * VARIANTS_PER_FILE);
    const { mutations, records } = batchOf(pool, random, size, values.only?.split(','));
    if (records.length === 0) return;
    const name = `${seed}-${index}.pcapng`;
    const path = join(folder, name);
    writeFileSync(path, toPcapng(records));
    const differs = await compareCapture(path, `${name} (${mutations.join(', ')})`);
    if (!differs) rmSync(path);
    else if (!values['no-minimise']) {
      const fewest = await minimised(records, path, differs, Number(values.msl));
      writeFileSync(path, toPcapng(fewest));
    }
  });
}

async function takeTurns() {
  for (let task = work.shift(); task !== undefined; task = work.shift()) await task();
}

/** The first field that differs, `presence` where nothing could be compared; false: none. */
async function compareCapture(path, name = path) {
  const result = await compareWithTshark(path, Number(values.msl)).catch((error) => {
    wrong++;
    console.log(`${name}: ${error.message}`);
  });
  if (result === undefined) return 'presence';
  captures++;
  segments += result.segments;
  for (const [field, compared] of Object.entries(result.compared)) sums[field].compared += compared;
  for (const { field, frame, ours, theirs } of result.differences) {
    sums[field].differ++;
    if (field === 'analysis') countFlags(ours, theirs);
    const lines = shown.get(field) ?? [];
    if (lines.length < Number(values.show) && !lines.some((line) => line.startsWith(name)))
      lines.push(`${name} frame ${frame}: ours ${ours}, tshark ${theirs}`);
    shown.set(field, lines);
  }
  if (result.differences.length === 0) return false;
  wrong++;
  return result.differences[0].field;
}

function countFlags(ours, theirs) {
  const mine = new Set(ours.split(','));
  const its = new Set(theirs.split(','));
  for (const name of new Set([...mine, ...its])) {
    if (name === '' || mine.has(name) === its.has(name)) continue;
    const counts = flags.get(name) ?? { falsePositives: 0, falseNegatives: 0 };
    counts[mine.has(name) ? 'falsePositives' : 'falseNegatives']++;
    flags.set(name, counts);
  }
}

function report(version) {
  const what = count > 0 ? `variants of seed ${values.seed}` : 'captures';
  console.log(
    `tshark ${version}: ${count || captures} ${what}, ${segments} segments, ${wrong} differ`,
  );
  for (const [field, { compared, differ }] of Object.entries(sums)) {
    const percent = compared === 0 ? 100 : (100 * (compared - differ)) / compared;
    console.log(
      `${field.padEnd(24)}${String(compared).padStart(9)}${String(differ).padStart(7)}${percent.toFixed(4).padStart(10)} %`,
    );
  }
  for (const [name, { falsePositives, falseNegatives }] of flags) {
    console.log(`${name}: ${falsePositives} by us alone, ${falseNegatives} by tshark alone`);
  }
  for (const [field, lines] of shown) {
    console.log(`\n${field}`);
    for (const line of lines) console.log(`  ${line}`);
  }
  if (wrong > 0) console.log(`\nwhat differs is in ${folder}`);
}
