/** Compares what `dissect` tells of a capture with what tshark tells. */
import { dissect } from '../../dist/index.js';
import { tsharkSegments } from './tshark.mjs';

const FLAG_BITS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128, AE: 256 };
const STATUS = { 0: 'invalid', 1: 'valid', 2: 'unverified', 3: 'absent' };
const NOT_PRESENT = ['short', 'nolen', 'malformed', 'hlen', 'nonip', 'several'];
const STATELESS = ['several', 'short', 'nolen', 'malformed', 'hlen', 'selfconn', 'tainted'];
/** Times further than 104 days from the first are held to this, in nanoseconds. */
const COARSE_TIME = 512;
const has = ({ marks }, list) => list.some((mark) => marks.has(mark));

/** tshark lists every end of the list, and we one. */
const withoutEnds = (kinds) => kinds.replace(/(,0)+$|^0(,0)*$/, '');

const asNumber = (text) => (text === undefined ? null : Number(text));
/** Nanoseconds; 0 is what tshark leaves out, or prints where it means none. */
const asTime = (text) => (text === undefined ? null : Math.round(Number(text) * 1e9) || null);
const ofSeconds = (seconds) => (seconds === null ? null : Math.round(seconds * 1e9) || null);

/** Of one field: what we say of a segment, and what tshark says; `undefined` on either side: not compared. */
const HEADER_FIELDS = {
  sourcePort: [(ours) => ours.source.port, (said) => asNumber(said.sourcePort)],
  destinationPort: [(ours) => ours.destination.port, (said) => asNumber(said.destinationPort)],
  sequence: [(ours) => ours.sequence, (said) => asNumber(said.sequence)],
  acknowledgment: [(ours) => ours.acknowledgment, (said) => asNumber(said.acknowledgment)],
  headerLength: [(ours) => ours.headerLength, (said) => asNumber(said.headerLength)],
  flags: [
    (ours) => ours.flags.reduce((sum, name) => sum + FLAG_BITS[name], ours.reservedBits << 9),
    (said) => asNumber(said.flags),
  ],
  payloadLength: [(ours) => ours.payloadLength, (said) => asNumber(said.payloadLength)],
  window: [(ours) => ours.window, (said) => asNumber(said.window)],
  urgentPointer: [(ours) => ours.urgentPointer, (said) => asNumber(said.urgentPointer)],
  ipChecksum: [
    ({ checksums }) => (checksums.ip === 'partial' ? 'invalid' : checksums.ip),
    ({ ipChecksum = 2 }) => STATUS[ipChecksum],
  ],
  tcpChecksum: [
    ({ checksums }) => (checksums.tcp === 'partial' ? 'invalid' : checksums.tcp),
    ({ tcpChecksum = 2, marks }) => (marks.has('short') ? undefined : STATUS[tcpChecksum]),
  ],
  options: [
    ({ options }) => withoutEnds(options.map(({ kind }) => kind).join()),
    (said) =>
      has(said, ['short', 'malformed', 'hlen']) ? undefined : withoutEnds(said.optionKinds ?? ''),
  ],
};

const STATE_FIELDS = {
  relativeSequence: [(ours) => ours.relativeSequence, (said) => asNumber(said.relativeSequence)],
  relativeAcknowledgment: [
    (ours) => ours.relativeAcknowledgment ?? ours.acknowledgment,
    (said) => asNumber(said.relativeAcknowledgment),
  ],
  scaledWindow: [
    (ours) => ours.scaledWindow,
    (said) => (said.scaleFactor === '-1' ? null : asNumber(said.scaledWindow)),
  ],
  analysis: [(ours) => ours.analysis.join(), (said) => said.analysis.join()],
  duplicateAckNumber: [
    (ours) => ours.duplicateAckNumber,
    (said) => asNumber(said.duplicateAckNumber),
  ],
  duplicateAckFrame: [
    (ours) => ours.duplicateAckFrame,
    (said) => asNumber(said.duplicateAckFrame) || null,
  ],
  acknowledgesFrame: [(ours) => ours.acknowledgesFrame, (said) => asNumber(said.acknowledgesFrame)],
  ackRtt: [(ours) => ofSeconds(ours.ackRttSeconds), (said) => asTime(said.ackRtt)],
  initialRtt: [(ours) => ofSeconds(ours.initialRttSeconds), (said) => asTime(said.initialRtt)],
  bytesInFlight: [(ours) => ours.bytesInFlight, (said) => asNumber(said.bytesInFlight)],
  elapsed: [(ours) => ofSeconds(ours.connectionElapsedSeconds), (said) => asTime(said.elapsed)],
  delta: [(ours) => ofSeconds(ours.deltaSeconds), (said) => asTime(said.delta)],
};

const TIMES = ['ackRtt', 'initialRtt', 'elapsed', 'delta'];
/** As near as the time of a record, or a double of many years, can be. */
const isAbout = (ours, theirs) =>
  Math.abs(ours - theirs) <= Math.max(COARSE_TIME, Math.abs(theirs) * 1e-12);

export const FIELD_NAMES = [
  'presence',
  ...Object.keys(HEADER_FIELDS),
  'connection',
  ...Object.keys(STATE_FIELDS),
  'completeness',
];

/**
 * The differences of a capture, `{ field, frame, ours, theirs }`, and how many values were compared by
 * field. After twice `mslSeconds` a closed connection is final, which tshark does not know. Where the decoding differs, what follows from it is not told.
 */
export async function compareWithTshark(path, mslSeconds) {
  const [theirs, { segments, completeness }] = await Promise.all([
    tsharkSegments(path),
    own(path, mslSeconds),
  ]);
  const compared = Object.fromEntries(FIELD_NAMES.map((name) => [name, 0]));
  const differences = [];
  const note = (field, frame, ours, said) => {
    compared[field]++;
    if (ours !== said) differences.push({ field, frame, ours, theirs: said });
  };
  const seen = new Set();
  const connections = new Connections(theirs);
  for (const said of theirs) {
    seen.add(said.frame);
    compareFrame(said, segments.get(said.frame), connections, note);
  }
  for (const frame of segments.keys()) {
    if (!seen.has(frame)) note('presence', frame, 'a segment', 'none');
  }
  for (const [stream, [frame, value]] of completenessOf(theirs)) {
    const id = connections.idOf(stream);
    if (id !== undefined) note('completeness', frame, completeness.get(id), value);
  }
  return { compared, differences, segments: segments.size };
}

async function own(path, mslSeconds) {
  const segments = new Map();
  const completeness = new Map();
  for await (const record of dissect(path, { segments: true, mslSeconds })) {
    if (record.type === 'segment') segments.set(record.frame, record);
    if (record.type === 'connection') completeness.set(record.id, record.completeness.value);
  }
  return { segments, completeness };
}

/**
 * Which connection is which stream. Numbers are the same in a capture without quoted headers, which
 * can open streams of tshark's; with them the frames are to be grouped alike.
 */
class Connections {
  #ids = new Map();
  #streams = new Map();
  #isNumbered;

  constructor(theirs) {
    this.#isNumbered = theirs.every(
      ({ marks }) => !has({ marks }, ['quoted', 'several', 'tainted']),
    );
  }

  idOf(stream) {
    return this.#ids.get(stream);
  }

  /** The stream that a connection is to be. */
  expected(id, { stream, connection }) {
    if (this.#isNumbered) {
      this.#ids.set(stream, connection);
      return connection;
    }
    if (!this.#ids.has(stream) && !this.#streams.has(id)) {
      this.#ids.set(stream, id);
      this.#streams.set(id, stream);
    }
    return this.#ids.get(stream) ?? `another than ${id}`;
  }
}

function compareFrame(said, ours, connections, note) {
  const { frame, marks } = said;
  if (marks.has('several')) return;
  if (marks.has('quoted')) {
    note('presence', frame, ours === undefined ? 'none' : 'a segment', 'none');
    return;
  }
  if (!has(said, NOT_PRESENT)) note('presence', frame, ours ? 'a segment' : 'none', 'a segment');
  if (ours === undefined) return;
  for (const [field, [mine, its]] of Object.entries(HEADER_FIELDS)) {
    const value = its(said);
    if (value !== null && value !== undefined) note(field, frame, mine(ours), value);
  }
  if (has(said, STATELESS) || said.connection === undefined) return;
  note('connection', frame, ours.connection, connections.expected(ours.connection, said));
  for (const [field, [mine, its]] of Object.entries(STATE_FIELDS)) {
    const own = mine(ours);
    const value = its(said);
    const isNear = TIMES.includes(field) && isAbout(own, value);
    note(field, frame, isNear ? value : own, value);
  }
}

/** By stream: its first frame, and the value once its last frame is counted (tshark shows those before). */
function completenessOf(frames) {
  const values = new Map();
  const tainted = new Set();
  for (const said of frames) {
    const { stream, connection, marks, frame } = said;
    if (has(said, STATELESS) || marks.has('quoted')) tainted.add(stream);
    if (connection === undefined) continue;
    const [first = frame] = values.get(stream) ?? [];
    values.set(stream, [first, completenessAfter(said, first === frame)]);
  }
  for (const stream of tainted) values.delete(stream);
  return values;
}

function completenessAfter(said, isFirst) {
  const flags = Number(said.flags);
  const hasPayload = Number(said.payloadLength ?? 0) > 0;
  const isSyn = (flags & 0x12) === 2;
  let value = Number(said.completeness ?? 0);
  if (isFirst) {
    if (!isSyn) return 0;
    value = 1;
    if (!said.analysis.includes('reused_ports')) return hasPayload ? 9 : 1;
  }
  if ((flags & 0x12) === 0x12) value |= 2;
  if ((flags & 0x12) === 0x10) value |= hasPayload ? 8 : 4;
  if ((flags & 0x11) === 0x11) value |= 16;
  if ((flags & 4) !== 0) value |= 32;
  return value;
}
