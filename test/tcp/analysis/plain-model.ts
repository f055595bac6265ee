/**
 * The analysis once more, as slow and plain as it can be told: lists of objects, every list walked
 * whole, numbers unsigned. The engine's analysis has to say the same of any sequence of segments.
 */

export interface PlainSegment {
  readonly frame: number;
  /** Nanoseconds. */
  readonly time: number;
  /** 0 or 1; both are the same where a socket talks to itself. */
  readonly from: 0 | 1;
  /** Unsigned 32-bit numbers. */
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly payloadLength: number;
  readonly window: number;
  readonly syn: boolean;
  readonly ack: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly windowScale: number | undefined;
  readonly sackBlocks: readonly (readonly [left: number, right: number])[];
  /** Multipath TCP subtypes, none of which needs a key or token. */
  readonly mptcp: readonly number[];
  readonly lengthKnown: boolean;
  readonly optionsCut: boolean;
}

export interface PlainResult {
  stream: number;
  analysis: string[];
  relativeSequence: number;
  relativeAcknowledgment: number;
  duplicateAckNumber: number;
  duplicateAckFrame: number;
  acknowledgesFrame: number;
  ackRtt: number;
  initialRtt: number;
  bytesInFlight: number;
  /** -1 where the scale is unknown. */
  scaledWindow: number;
}

interface Unacked {
  frame: number;
  sequence: number;
  end: number;
  time: number;
}

class Direction {
  base: number | undefined;
  next = 0;
  nextTime = 0;
  maxAck = 0;
  lastAck = 0;
  lastTime = 0;
  window = 2 ** 32 - 1;
  /** -1 unknown, -2 not used. */
  scale = -1;
  first = false;
  flightKnown = true;
  duplicates = 0;
  nonDuplicate = 0;
  flags: string[] = [];
  /** Newest first. */
  unacked: Unacked[] = [];
  sacks: (readonly [number, number])[] = [];
  mptcpSeen = '';
}

class Stream {
  readonly id: number;
  readonly directions = [new Direction(), new Direction()] as const;
  synTime: number | undefined;
  rtt = 0;
  completeness = 0;
  readonly operations = new Set<number>();
  constructor(id: number) {
    this.id = id;
  }
}

const wrap = (value: number) => value >>> 0;
const gt = (x: number, y: number) => ((y - x) | 0) < 0;
const lt = (x: number, y: number) => ((x - y) | 0) < 0;
const le = (x: number, y: number) => ((x - y) | 0) <= 0;
/** Times are compared as unsigned 64-bit numbers. */
const unsigned = (time: number) => BigInt.asUintN(64, BigInt(time));

/** One segment on its way through the steps. */
interface Step {
  readonly s: PlainSegment;
  readonly stream: Stream;
  readonly F: Direction;
  readonly R: Direction;
  readonly flags: Set<string>;
  readonly result: PlainResult;
  /** It was looked into, whether anything came of it or not. */
  isOnRecord: boolean;
  /** The Multipath TCP subtypes seen before it. */
  readonly operations: string;
}

/** One pair of sockets. */
export class PlainModel {
  readonly #mostUnacked: number;
  #streams = 0;
  #stream: Stream | undefined;
  /** By stream. */
  readonly completeness: number[] = [];

  constructor(mostUnacked = 10_000) {
    this.#mostUnacked = mostUnacked;
  }

  see(s: PlainSegment): PlainResult {
    const known = this.#stream;
    const base = known?.directions[s.from].base;
    const opens = s.syn && !s.ack;
    const isReuse = opens && base !== undefined && base !== s.sequence;
    const stream = known === undefined || isReuse ? this.#open() : known;
    const step = stepOf(s, stream);
    const { F, flags, result } = step;
    if (isReuse) flags.add('reused_ports');
    if (opens && F.base === s.sequence) {
      F.next = F.maxAck;
      step.isOnRecord = true;
    }
    if (s.syn && s.ack && F.base !== undefined && F.base !== s.sequence) {
      F.base = s.sequence;
      flags.add('reused_ports');
    }
    F.sacks = [];
    if (s.lengthKnown) {
      settleBases(step);
      judge(step);
      remember(step, this.#mostUnacked);
      acknowledge(step);
      countFlight(step);
    }
    countFromBases(step);
    countCompleteness(step, known === undefined, isReuse);
    this.completeness[stream.id] = stream.completeness;
    takeHandshakeTime(step);
    takeOptions(step);
    result.analysis = [...flags].sort();
    if (flags.size > 0 || result.acknowledgesFrame !== 0) step.isOnRecord = true;
    if (step.isOnRecord) result.initialRtt = stream.rtt;
    return result;
  }

  #open(): Stream {
    this.#stream = new Stream(this.#streams++);
    return this.#stream;
  }
}

function stepOf(s: PlainSegment, stream: Stream): Step {
  return {
    s,
    stream,
    F: stream.directions[s.from],
    R: stream.directions[s.from === 0 ? 1 : 0],
    flags: new Set(),
    isOnRecord: false,
    operations: [...stream.operations].sort().join(),
    result: {
      stream: stream.id,
      analysis: [],
      relativeSequence: 0,
      relativeAcknowledgment: 0,
      duplicateAckNumber: 0,
      duplicateAckFrame: 0,
      acknowledgesFrame: 0,
      ackRtt: 0,
      initialRtt: 0,
      bytesInFlight: 0,
      scaledWindow: 0,
    },
  };
}

function settleBases({ s, F, R }: Step): void {
  F.base ??= s.syn ? s.sequence : wrap(s.sequence - 1);
  if (s.ack) R.base ??= wrap(s.acknowledgment - 1);
}

function countFromBases({ s, F, R, result }: Step): void {
  result.relativeSequence = wrap(s.sequence - (F.base ?? 0));
  result.relativeAcknowledgment = wrap(s.acknowledgment - (R.base ?? 0));
  if (s.syn || F.scale === -2) result.scaledWindow = s.window;
  else result.scaledWindow = F.scale === -1 ? -1 : s.window << F.scale;
}

function judge(step: Step): void {
  const { s, R, flags } = step;
  if (s.ack) R.flightKnown = true;
  if (isProbe(step)) {
    flags.add('zero_window_probe');
  } else {
    testData(step);
    testRepeated(step);
  }
  testAcknowledgment(step);
  const occupies = s.payloadLength > 0 || s.syn || s.fin;
  if (occupies && !flags.has('keep_alive')) testRepetition(step);
}

function isProbe({ s, F, R }: Step): boolean {
  return s.payloadLength === 1 && s.sequence === F.next && R.window === 0;
}

/** Tests 2, 3, 4 and 6. */
function testData({ s, F, R, flags }: Step): void {
  const { sequence, payloadLength } = s;
  const isPlain = !(s.syn || s.fin || s.rst);
  if (isPlain && s.window === 0) flags.add('zero_window');
  if (F.next !== 0 && gt(sequence, F.next) && !s.rst) {
    flags.add('lost_segment');
    F.flightKnown = false;
  }
  if (isPlain && payloadLength <= 1 && sequence === wrap(F.next - 1)) flags.add('keep_alive');
  if (isPlain && payloadLength > 0 && R.scale !== -1) {
    const shift = R.first || R.scale === -2 ? 0 : R.scale;
    const edge = wrap(R.lastAck + (R.window << shift));
    if (wrap(sequence + payloadLength) === edge) flags.add('window_full');
  }
}

/** Tests 5, 7, 8 and 9: the sender has nothing new to say but perhaps its window. */
function testRepeated({ s, F, R, flags, operations, result }: Step): void {
  const isPlain = !(s.syn || s.fin || s.rst);
  const isEmpty = isPlain && s.payloadLength === 0;
  if (!isEmpty || s.sequence !== F.next || s.acknowledgment !== F.lastAck) return;
  const isSame = s.window === F.window;
  if (s.window > 0 && !isSame) {
    flags.add('window_update');
  } else if (s.window > 0 && R.flags.includes('keep_alive')) {
    flags.add('keep_alive_ack');
  } else if (s.window === 0 && isSame && R.flags.includes('zero_window_probe')) {
    flags.add('zero_window_probe_ack');
  } else if (s.window > 0 && operations === F.mptcpSeen) {
    F.duplicates = F.duplicates === 2 ** 32 - 1 ? 1 : F.duplicates + 1;
    flags.add('duplicate_ack');
    result.duplicateAckNumber = F.duplicates;
    result.duplicateAckFrame = F.nonDuplicate;
  }
}

function testAcknowledgment(step: Step): void {
  const { s, F, R, flags } = step;
  if (s.acknowledgment !== F.lastAck) {
    F.nonDuplicate = s.frame;
    F.duplicates = 0;
  }
  if (R.maxAck === 0 || !gt(s.acknowledgment, R.maxAck) || !s.ack) return;
  if (lt(R.maxAck, R.next)) {
    flags.add('ack_lost_segment');
    R.maxAck = R.next;
  } else {
    if (R.duplicates === 0) flags.add('ack_lost_segment');
    R.duplicates = 2 ** 32 - 1;
    step.isOnRecord = true;
  }
}

function testRepetition({ s, F, R, flags, stream }: Step): void {
  const { sequence, payloadLength } = s;
  const payloadEnd = wrap(sequence + payloadLength);
  const end = wrap(payloadEnd + controlOctets(s));
  const limit = stream.rtt === 0 ? 3_000_000 : stream.rtt;
  const isOld =
    F.next !== 0 && lt(sequence, F.next) && !(payloadLength > 1 && sequence === wrap(F.next - 1));
  const isFast =
    R.duplicates >= 2 && R.lastAck === sequence && unsigned(s.time - R.lastTime) < 20_000_000n;
  const isEarly = unsigned(s.time - F.nextTime) < unsigned(limit) && F.next !== end;
  if (payloadLength > 0 && R.lastAck !== 0 && le(payloadEnd, R.lastAck)) {
    flags.add('spurious_retransmission');
  } else if (isOld) {
    flags.add(isFast ? 'fast_retransmission' : isEarly ? 'out_of_order' : 'retransmission');
  }
}

function controlOctets(s: PlainSegment): number {
  return s.syn || s.fin ? 1 : 0;
}

function remember({ s, F, flags, operations }: Step, mostUnacked: number): void {
  const { sequence } = s;
  const occupies = s.payloadLength > 0 || s.syn || s.fin;
  let end = wrap(sequence + s.payloadLength);
  if (occupies && F.unacked.length < mostUnacked) {
    end = wrap(end + controlOctets(s));
    F.unacked.unshift({ frame: s.frame, sequence, end, time: s.time });
  }
  if (!flags.has('zero_window_probe')) {
    if (F.next === 0 || gt(end, F.next)) {
      F.next = end;
      F.nextTime = s.time;
    }
    if (F.maxAck === 0 || sequence === F.maxAck) F.maxAck = F.next;
  }
  F.window = s.window;
  F.lastAck = s.acknowledgment;
  F.lastTime = s.time;
  F.flags = [...flags];
  F.mptcpSeen = operations;
}

function acknowledge({ s, R, result }: Step): void {
  const ack = s.acknowledgment;
  const kept: Unacked[] = [];
  // Newest first: an older one that fits as well has the last word.
  for (const entry of R.unacked) {
    if (ack === entry.end) {
      result.acknowledgesFrame = entry.frame;
      result.ackRtt = s.time - entry.time;
    } else if (gt(ack, entry.sequence) && le(ack, entry.end)) {
      entry.sequence = ack;
      kept.push(entry);
    } else if (gt(entry.end, ack)) {
      kept.push(entry);
    }
  }
  R.unacked = kept;
}

function countFlight(step: Step): void {
  const { s, F, R, result } = step;
  if (s.payloadLength === 0 || F.unacked.length === 0 || !F.flightKnown) return;
  step.isOnRecord = true;
  const base = F.base ?? 0;
  let lowest = 2 ** 32;
  let highest = 0;
  for (const entry of F.unacked) {
    lowest = Math.min(lowest, wrap(entry.sequence - base));
    highest = Math.max(highest, wrap(entry.end - base));
  }
  let octets = wrap(highest - lowest);
  for (const [left, right] of R.sacks) octets = wrap(octets - wrap(right - left));
  if (octets > 0 && octets < 2_000_000_000) result.bytesInFlight = octets - controlOctets(s);
}

function countCompleteness({ s, stream }: Step, isFirst: boolean, isReuse: boolean): void {
  if (isFirst) {
    if (s.syn && !s.ack) stream.completeness = 1 | (s.payloadLength > 0 ? 8 : 0);
    return;
  }
  if (isReuse) stream.completeness = 1;
  if (s.syn && s.ack) stream.completeness |= 2;
  if (s.ack && !s.syn) stream.completeness |= s.payloadLength > 0 ? 8 : 4;
  if (s.fin && s.ack) stream.completeness |= 16;
  if (s.rst) stream.completeness |= 32;
}

function takeHandshakeTime({ s, stream, F }: Step): void {
  if (s.syn) {
    F.first = true;
    if (!s.ack) stream.synTime = s.time === 0 ? undefined : s.time;
  } else if (s.ack) {
    if (stream.synTime !== undefined && stream.rtt === 0) stream.rtt = s.time - stream.synTime;
    F.first = false;
  }
}

function takeOptions({ s, stream, F, R }: Step): void {
  if (s.windowScale !== undefined) F.scale = Math.min(s.windowScale, 14);
  F.sacks = s.sackBlocks.slice(0, 3);
  if (s.optionsCut) return;
  if (s.syn && F.scale === -1) {
    F.scale = -2;
    R.scale = -2;
  } else if (s.syn && s.ack && R.scale === -2) {
    F.scale = -2;
  }
  for (const subtype of s.mptcp) if (subtype < 8) stream.operations.add(subtype);
}
