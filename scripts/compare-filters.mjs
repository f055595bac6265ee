// Generates display filters, N for each capture, from the values that tshark finds in its fields, and
// compares how many frames they select with what tshark selects. Exit code 1: something differs.
import { ANALYSIS_DEFAULTS, analyze } from '../dist/analyze.js';
import { compileDisplayFilter } from '../dist/select/display/index.js';
import { capturesIn } from './differential/captures.mjs';
import { readCommandLine } from './differential/command-line.mjs';
import { Random } from './differential/random.mjs';
import { tsharkCounts, tsharkSegments, tsharkValues } from './differential/tshark.mjs';

const FIELDS = [
  ...['eth.src', 'eth.dst', 'eth.addr', 'eth.type', 'vlan.id', 'vlan.priority', 'vlan.etype'],
  ...['ip.src', 'ip.dst', 'ip.addr', 'ip.len', 'ip.id', 'ip.ttl', 'ip.proto', 'ip.hdr_len'],
  ...['ip.dsfield.dscp', 'ip.dsfield.ecn', 'ip.checksum', 'ip.frag_offset', 'ip.flags.df'],
  ...['ipv6.src', 'ipv6.dst', 'ipv6.addr', 'ipv6.plen', 'ipv6.nxt', 'ipv6.hlim', 'ipv6.flow'],
  ...['tcp.port', 'tcp.srcport', 'tcp.len', 'tcp.seq', 'tcp.ack', 'tcp.nxtseq', 'tcp.hdr_len'],
  ...['tcp.window_size', 'tcp.flags', 'tcp.stream', 'tcp.flags.syn', 'tcp.flags.fin'],
  ...['tcp.analysis.bytes_in_flight', 'tcp.analysis.acks_frame', 'tcp.options.mss_val'],
  ...['tcp.analysis.duplicate_ack_num', 'tcp.urgent_pointer', 'tcp.seq_raw', 'frame.len'],
];
const ORDERED = ['==', '!=', '===', '!==', '<', '<=', '>', '>='];
const UNORDERED = ['==', '!=', '===', '!=='];

const USAGE = 'node scripts/compare-filters.mjs [--seed S] [--count N] [CAPTURE|FOLDER...]';

const { values, positionals } = readCommandLine(USAGE, {
  seed: { type: 'string', default: '1' },
  count: { type: 'string', default: '60' },
});
const random = new Random(Number(values.seed));
let compared = 0;
let wrong = 0;
for (const path of (positionals.length > 0 ? positionals : ['fixtures']).flatMap(capturesIn)) {
  await compare(path).catch((error) => console.log(`${path}: ${error.message.split('\n')[0]}`));
}
console.log(`${compared} filters, ${wrong} select differently`);
process.exitCode = wrong > 0 ? 1 : 0;

async function compare(path) {
  const known = await tsharkValues(path, FIELDS);
  const names = FIELDS.filter((name) => (known.get(name) ?? []).length > 0);
  if (names.length === 0) return;
  const expressions = Array.from({ length: Number(values.count) }, () =>
    expressionOf(names, known),
  );
  // What is no segment of ours, or has streams of tshark's alone, is left out of both counts.
  const segments = await tsharkSegments(path);
  const LEFT_OUT = ['quoted', 'several', 'short', 'nolen', 'malformed', 'hlen', 'tainted', 'nonip'];
  if (segments.some(({ marks }) => LEFT_OUT.some((mark) => marks.has(mark)))) return;
  const theirs = await tsharkCounts(path, expressions);
  // Of a capture of one moment tshark makes no table.
  if (theirs.length !== expressions.length) return;
  const ours = await ownCounts(path, expressions);
  for (const [index, expression] of expressions.entries()) {
    compared++;
    if (ours[index] === theirs[index]) continue;
    wrong++;
    console.log(`${path}: ${expression}: ours ${ours[index]}, tshark ${theirs[index]}`);
  }
}

async function ownCounts(path, expressions) {
  const filters = expressions.map((expression) => compileDisplayFilter(expression));
  const counts = expressions.map(() => 0);
  await analyze(
    { ...ANALYSIS_DEFAULTS, inputs: [path] },
    {
      segment(segment, { clock }) {
        for (const [index, selects] of filters.entries())
          if (selects(segment, clock)) counts[index]++;
      },
    },
  );
  return counts;
}

/** One to three conditions. Without commas, which part the filters of a table of tshark's. */
function expressionOf(names, known) {
  let text = conditionOf(names, known);
  for (let more = random.below(3); more > 0; more--) {
    const next = conditionOf(names, known);
    text = random.pick([`(${text}) && ${next}`, `${text} || ${next}`, `!(${text}) && ${next}`]);
  }
  return text;
}

function conditionOf(names, known) {
  const name = random.pick(names);
  if (random.chance(0.1)) return name;
  const value = random.pick(known.get(name));
  if (/^(True|False)$/.test(value)) return `${name} == ${value === 'True' ? 1 : 0}`;
  const isNumber = /^(0x[0-9a-f]+|\d+)$/.test(value);
  if (isNumber && random.chance(0.15)) return `${name} in {${value}}`;
  const operator = random.pick(isNumber ? ORDERED : UNORDERED);
  const network = /^(ip|ipv6)\.(src|dst|addr)$/.test(name) && random.chance(0.3);
  return `${name} ${operator} ${value}${network ? '/16' : ''}`;
}
