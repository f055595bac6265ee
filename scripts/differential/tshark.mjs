/** Asks tshark what it says of each TCP segment of a capture, in one pass and with payload dissectors off. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const ANALYSIS = [
  'retransmission',
  'fast_retransmission',
  'spurious_retransmission',
  'out_of_order',
  'lost_segment',
  'ack_lost_segment',
  'duplicate_ack',
  'keep_alive',
  'keep_alive_ack',
  'zero_window',
  'zero_window_probe',
  'zero_window_probe_ack',
  'window_full',
  'window_update',
  'reused_ports',
];

const PREFERENCES = [
  'tcp.check_checksum:TRUE',
  'ip.check_checksum:TRUE',
  'tcp.analyze_sequence_numbers:TRUE',
  'tcp.relative_sequence_numbers:TRUE',
  'tcp.track_bytes_in_flight:TRUE',
  'tcp.calculate_timestamps:TRUE',
  'tcp.desegment_tcp_streams:FALSE',
  'ip.defragment:TRUE',
  'ipv6.defragment:TRUE',
];

/** Payload is data, and Teredo is recognised on any port. */
const DECODING = [
  ...['-d', 'tcp.port==0-65535,data', '--enable-heuristic', 'teredo_udp'],
  ...PREFERENCES.flatMap((preference) => ['-o', preference]),
];

/** Key of an answer, and tshark's field. */
const FIELDS = {
  frame: 'frame.number',
  protocols: 'frame.protocols',
  short: '_ws.short',
  malformed: '_ws.malformed',
  source: '_ws.col.Source',
  destination: '_ws.col.Destination',
  ipv4Source: 'ip.src',
  ipv4Destination: 'ip.dst',
  ipv6Source: 'ipv6.src',
  ipv6Destination: 'ipv6.dst',
  ipChecksum: 'ip.checksum.status',
  sourcePort: 'tcp.srcport',
  destinationPort: 'tcp.dstport',
  stream: 'tcp.stream',
  completeness: 'tcp.completeness',
  sequence: 'tcp.seq_raw',
  acknowledgment: 'tcp.ack_raw',
  relativeSequence: 'tcp.seq',
  relativeAcknowledgment: 'tcp.ack',
  headerLength: 'tcp.hdr_len',
  flags: 'tcp.flags',
  payloadLength: 'tcp.len',
  window: 'tcp.window_size_value',
  scaledWindow: 'tcp.window_size',
  scaleFactor: 'tcp.window_size_scalefactor',
  urgentPointer: 'tcp.urgent_pointer',
  tcpChecksum: 'tcp.checksum.status',
  elapsed: 'tcp.time_relative',
  delta: 'tcp.time_delta',
  duplicateAckNumber: 'tcp.analysis.duplicate_ack_num',
  duplicateAckFrame: 'tcp.analysis.duplicate_ack_frame',
  acknowledgesFrame: 'tcp.analysis.acks_frame',
  ackRtt: 'tcp.analysis.ack_rtt',
  initialRtt: 'tcp.analysis.initial_rtt',
  bytesInFlight: 'tcp.analysis.bytes_in_flight',
  optionKinds: 'tcp.option_kind',
  ...Object.fromEntries(ANALYSIS.map((name) => [name, `tcp.analysis.${name}`])),
};
const KEYS = Object.keys(FIELDS);
const NOT_SEGMENTS = ['icmp', 'icmpv6', 'sflow'];
const MOST_OUTPUT = 1 << 28;
const execute = promisify(execFile);

/** What tshark prints, also of a capture that is damaged further on, for which it fails. */
async function run(args) {
  try {
    return (await execute('tshark', args, { maxBuffer: MOST_OUTPUT })).stdout;
  } catch (error) {
    if (typeof error.code === 'number' && error.stdout !== '') return error.stdout;
    throw new Error(error.stderr || error.message);
  }
}

export async function tsharkVersion() {
  const stdout = await run(['--version']);
  return /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'of an unknown version';
}

/**
 * Every frame in which tshark finds TCP: the last value of each field as text (absent: none), `analysis`
 * (of the kinds of retransmission one alone), `connection` (streams numbered by segments alone) and
 * `marks`: why the answer is not to be compared, or not all of it.
 *
 *     quoted     inside an ICMP error: no segment, but tshark lets it touch the stream's state
 *     several    more than one TCP header in the frame
 *     short      the capture ends within a header
 *     nolen      the payload's length is not known: a fragment, a datagram shorter than its header
 *     malformed  tshark gave up on it
 *     hlen       a data offset below 5
 *     selfconn   a socket that talks to itself, whose directions tshark cannot tell apart
 *     tainted    on sockets that one of quoted, several, nolen, hlen or malformed touched before, or a
 *                header without its first 20 octets, which is no segment of ours
 */
export async function tsharkSegments(path) {
  const args = ['-n', '-r', path, ...DECODING, '-Y', 'tcp', '-T', 'fields'];
  for (const key of KEYS) args.push('-e', FIELDS[key]);
  const stdout = await run(args);
  const lines = stdout.split('\n').filter((line) => /^\d/.test(line));
  return markTainted(lines.map(frameOf));
}

/** By field: the values that it has in the segments of a capture, each once. */
export async function tsharkValues(path, fields) {
  const args = ['-n', '-r', path, ...DECODING, '-Y', 'tcp', '-T', 'fields'];
  for (const field of fields) args.push('-e', field);
  const values = new Map(fields.map((field) => [field, new Set()]));
  for (const line of (await run(args)).split('\n')) {
    for (const [index, cell] of line.split('\t').entries()) {
      for (const value of cell.split(',')) if (value !== '') values.get(fields[index])?.add(value);
    }
  }
  return new Map([...values].map(([field, found]) => [field, [...found]]));
}

/** How many frames with TCP each display filter selects; no comma may be in one. */
export async function tsharkCounts(path, expressions) {
  const table = expressions.map((expression) => `(${expression}) && tcp`).join();
  const stdout = await run(['-n', '-q', '-r', path, ...DECODING, '-z', `io,stat,0,${table}`]);
  const row = stdout.split('\n').findLast((line) => line.includes('<>')) ?? '';
  const numbers = row.split('|').slice(2, -1).map(Number);
  return numbers.filter((_, index) => index % 2 === 0);
}

/** What tshark writes into the octets in the place of those that are not in the capture. */
const GAP = /^\[\d+ bytes missing in capture file\]/;

/** Octets that each side sent, in tshark's order of delivery. */
export async function tsharkFollow(path, stream) {
  const stdout = await run(['-n', '-q', '-r', path, ...DECODING, '-z', `follow,tcp,raw,${stream}`]);
  const sides = [[], []];
  for (const line of stdout.split('\n')) {
    if (!/^\t?([0-9a-f]{2})+$/.test(line)) continue;
    const octets = Buffer.from(line.trim(), 'hex');
    if (!GAP.test(octets.toString('latin1'))) sides[line.startsWith('\t') ? 1 : 0].push(octets);
  }
  return sides.map((pieces) => Buffer.concat(pieces));
}

function frameOf(line) {
  const cells = line.split('\t');
  const said = { marks: new Set(), analysis: [] };
  const all = {};
  for (const [index, key] of KEYS.entries()) {
    const text = cells[index] ?? '';
    if (text === '') continue;
    all[key] = text.split(',');
    said[key] = all[key].at(-1);
  }
  said.frame = Number(said.frame);
  said.optionKinds = all.optionKinds?.join();
  const layers = (said.protocols ?? '').split(':');
  const innermost = layers.lastIndexOf('tcp');
  const { marks } = said;
  if (layers.slice(0, innermost).some((layer) => NOT_SEGMENTS.includes(layer))) marks.add('quoted');
  if (layers.indexOf('tcp') !== innermost || (all.sourcePort ?? []).length > 1)
    marks.add('several');
  if (said.short !== undefined) marks.add('short');
  if (said.malformed !== undefined) marks.add('malformed');
  const network = layers
    .slice(0, innermost)
    .findLast((layer) => layer === 'ip' || layer === 'ipv6');
  if (network === undefined) marks.add('nonip');
  else if (network === 'ipv6') said.ipChecksum = '3';
  markLengths(said);
  if (said.source === said.destination && said.sourcePort === said.destinationPort)
    marks.add('selfconn');
  said.analysis = ANALYSIS.filter((name) => said[name] !== undefined);
  if (said.fast_retransmission ?? said.spurious_retransmission)
    said.analysis = said.analysis.filter((name) => name !== 'retransmission');
  return said;
}

function markLengths(said) {
  const { marks, headerLength, sequence, payloadLength } = said;
  const isQuoted = marks.has('quoted');
  const isShort = marks.has('short');
  const hasNoHeader = sequence !== undefined && headerLength === undefined && !isShort && !isQuoted;
  if ((headerLength !== undefined && Number(headerLength) < 20) || hasNoHeader) marks.add('hlen');
  else if (payloadLength === undefined && !isQuoted) marks.add('nolen');
}

const TAINTS = ['quoted', 'several', 'nolen', 'hlen', 'malformed'];

/** Both sockets of the innermost headers, the same text for both directions. */
function pairOf(said) {
  const isIpv6 = said.protocols.split(':').findLast((layer) => /^ip(v6)?$/.test(layer)) === 'ipv6';
  const source = `${isIpv6 ? said.ipv6Source : said.ipv4Source} ${said.sourcePort}`;
  const destination = `${isIpv6 ? said.ipv6Destination : said.ipv4Destination} ${said.destinationPort}`;
  return [source, destination].sort().join();
}

/** Taints whole pairs of sockets: a quoted SYN can also begin a new stream on them. */
function markTainted(frames) {
  const tainted = new Set();
  const numbers = new Map();
  for (const said of frames) {
    const { stream, marks } = said;
    if (stream === undefined) continue;
    const pair = pairOf(said);
    const isSegment = !marks.has('quoted');
    if ((tainted.has(stream) || tainted.has(pair)) && isSegment) marks.add('tainted');
    const isCutHeader = marks.has('short') && said.urgentPointer === undefined;
    if (isCutHeader || TAINTS.some((mark) => marks.has(mark))) tainted.add(stream).add(pair);
    if (!isSegment) continue;
    const opens = !marks.has('several') && !marks.has('hlen') && said.urgentPointer !== undefined;
    if (opens && !numbers.has(stream)) numbers.set(stream, numbers.size);
    said.connection = numbers.get(stream);
  }
  return frames;
}
