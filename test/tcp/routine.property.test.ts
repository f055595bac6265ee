import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { describeConnection } from '../../src/model/describe-connection.ts';
import { describeLadder } from '../../src/model/describe-ladder.ts';
import { RecordingClock } from '../../src/model/recording-clock.ts';
import type { Connection } from '../../src/tcp/connection.ts';
import { ints } from '../../src/tcp/memory.ts';
import { RoutinePath } from '../../src/tcp/routine/index.ts';
import { ROW_WORDS } from '../../src/tcp/rows/row-pool.ts';
import type { Segment } from '../../src/tcp/segment.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import {
  ABSENT,
  ACK,
  ECE,
  FIN,
  INVALID,
  PARTIAL,
  Packet,
  PSH,
  RST,
  SYN,
  UNVERIFIED,
  VALID,
} from '../../src/wire/packet.ts';
import { ENGLISH_FINDINGS } from '../../src/words/en/findings.ts';

const HEADERS = 40;
/** A segment by where it differs from what its peer expects next. */
interface Step {
  readonly fromLow: boolean;
  readonly controls: number;
  readonly hasAck: boolean;
  readonly octets: number;
  /** What it begins before (below 0) or behind the end of what its sender sent. */
  readonly jump: number;
  /** What it leaves unacknowledged. */
  readonly lag: number;
  readonly window: number;
  readonly elapsed: number;
  /** What its timestamp and its identification add to the last ones. */
  readonly timestamp: number;
  readonly identification: number;
  readonly ipChecksum: number;
  readonly tcpChecksum: number;
  readonly oddity: string;
}

/** A tracker of one connection need not have room for many. */
const FEW = { closedWaiting: 4, retiredRemembered: 4 };

const LONGEST = 9_000;
const OCTETS = Uint8Array.from({ length: HEADERS + LONGEST }, (_, index) => (index * 7) & 0xff);

interface Sent {
  readonly fromLow: boolean;
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly octets: number;
  readonly window: number;
  readonly elapsed: number;
  /** TSval, or -1. */
  readonly timestamp: number;
  readonly identification: number;
  readonly ipChecksum: number;
  readonly tcpChecksum: number;
  readonly oddity: string;
  /** Window scale of a SYN, or -1. */
  readonly scale: number;
}

/** A tracker that tells, after each segment and each connection, all that it knows. */
class Engine {
  readonly #told: string[] = [];
  readonly #packet = new Packet();
  readonly #tracker: ConnectionTracker;
  #frame = 0;
  #time = 0;

  constructor(takesRoutinePath: boolean) {
    this.#packet.attach(OCTETS, new DataView(OCTETS.buffer));
    const ladder = { first: 6, last: 3, isUnfolded: false };
    const options = { ...TRACKER_DEFAULTS, ...FEW, takesRoutinePath, ladder };
    this.#tracker = new ConnectionTracker(this.#packet, options, {
      segment: (segment) => {
        this.#told.push(tellSegment(segment));
      },
      connection: (connection) => this.#told.push(this.#tellConnection(connection)),
    });
  }

  #see(sent: Sent): void {
    fill(this.#packet, sent);
    this.#time += sent.elapsed;
    const seconds = Math.floor(this.#time / 1e9);
    const nanoseconds = this.#time - seconds * 1e9;
    this.#tracker.take(0, ++this.#frame, this.#time, seconds, nanoseconds, 54 + sent.octets);
  }

  /** Sees all of them; what it gives back then, the next one uses in the same order. */
  tell(segments: readonly Sent[]): string[] {
    for (const sent of segments) this.#see(sent);
    this.#tracker.finish();
    return this.#told;
  }

  #tellConnection(connection: Connection): string {
    const { paths } = this.#tracker;
    const context = {
      clock: new RecordingClock(),
      paths,
      msl: TRACKER_DEFAULTS.msl,
      findingWords: ENGLISH_FINDINGS,
    };
    const record = describeConnection(connection, context);
    return JSON.stringify([record, describeLadder(connection, record)]);
  }
}

/** Everything that the stages wrote about a segment, and every word of its row. */
function tellSegment(segment: Segment): string {
  const numbers = Object.entries(segment).filter(([, value]) => typeof value !== 'object');
  const { at } = segment.connection;
  return `${JSON.stringify(numbers)} ${ints.subarray(at, at + ROW_WORDS).join(' ')}`;
}

function fill(packet: Packet, sent: Sent): void {
  const { fromLow, octets, oddity } = sent;
  packet.ipVersion = 4;
  packet.source0 = fromLow ? 0x0a000001 : 0x0a000002;
  packet.destination0 = fromLow ? 0x0a000002 : 0x0a000001;
  packet.sourcePort = fromLow ? 40_000 : 4242;
  packet.destinationPort = fromLow ? 4242 : 40_000;
  packet.flags = sent.flags;
  packet.sequence = sent.sequence | 0;
  packet.acknowledgment = sent.acknowledgment | 0;
  packet.window = sent.window;
  packet.tcpOffset = 20;
  packet.tcpHeaderLength = 20;
  packet.payloadOffset = HEADERS;
  packet.payloadLength = octets;
  packet.isPayloadLengthKnown = oddity !== 'unknown-length' && oddity !== 'fragment';
  packet.isFirstFragment = oddity === 'fragment';
  packet.payloadCaptured = oddity === 'snapped' || oddity === 'cut' ? 0 : octets;
  packet.snappedOctets = oddity === 'snapped' || oddity === 'padded' ? octets + 1 : 0;
  packet.end = HEADERS + packet.payloadCaptured;
  packet.ipIdentification = sent.identification;
  packet.ipTotalLength = oddity === 'no-length' ? 0 : HEADERS + octets;
  packet.wireEnd = oddity === 'short' ? HEADERS + octets - 1 : HEADERS + octets;
  packet.hasTimestamps = sent.timestamp >= 0;
  packet.timestampValue = sent.timestamp | 0;
  packet.windowScale = sent.scale;
  packet.mss = (sent.flags & SYN) !== 0 || oddity === 'mss' ? 1460 : -1;
  packet.sackPermitted = (sent.flags & SYN) !== 0 || oddity === 'sack-permitted';
  packet.optionsSnapped = oddity === 'options-snapped';
  packet.sackBlockCount = oddity === 'sack' ? 1 : 0;
  packet.sackEdges[0] = (sent.acknowledgment + 100) | 0;
  packet.sackEdges[1] = (sent.acknowledgment + 200) | 0;
  packet.mptcpSubtypes = oddity === 'mptcp' ? 4 : 0;
  packet.optionsMalformed = oddity === 'malformed';
  packet.urgentPointer = oddity === 'urgent' ? 1 : 0;
  packet.ipChecksum = sent.ipChecksum;
  packet.tcpChecksum = sent.tcpChecksum;
}

/** A segment as the peer expects it ... */
const USUAL: Step = {
  fromLow: true,
  controls: 0,
  hasAck: true,
  octets: 0,
  jump: 0,
  lag: 0,
  window: 30_000,
  elapsed: 1e6,
  timestamp: 1,
  identification: 1,
  ipChecksum: VALID,
  tcpChecksum: VALID,
  oddity: '',
};

/** ... and what can be otherwise about it. */
const UNUSUAL = {
  controls: [PSH, ECE, SYN, FIN, RST],
  hasAck: [false],
  jump: [-1, -10, 10, -1000, -1460, 1460, 20_000],
  lag: [-1, -10, -3000],
  window: [0, 1, 10, 1460, 9000, 29_990, 29_999, 60_000],
  elapsed: [0, 1, 4e6, 3e8, 5e9, -1000],
  timestamp: [0, -1, -5],
  identification: [0, 1000, 40_000],
  ipChecksum: [INVALID, ABSENT, UNVERIFIED],
  tcpChecksum: [INVALID, UNVERIFIED, PARTIAL],
  oddity: [
    ...[
      'snapped',
      'cut',
      'padded',
      'no-length',
      'short',
      'unknown-length',
      'fragment',
      'sack',
      'sack-permitted',
    ],
    ...['mss', 'mptcp', 'malformed', 'options-snapped', 'urgent', 'no-timestamps', 'timestamps'],
  ],
};

const usual: fc.Arbitrary<Step> = fc
  .record({
    fromLow: fc.constantFrom(true, true, false),
    controls: fc.constantFrom(0, PSH),
    octets: fc.constantFrom(0, 0, 1, 10, 1460, LONGEST),
    elapsed: fc.constantFrom(1e6, 2e5, 3e6),
    lag: fc.constantFrom(0, 0, 0, 10, 1460),
  })
  .map((varying) => ({ ...USUAL, ...varying }));

const change = fc.oneof(
  ...Object.entries(UNUSUAL).map(([name, values]) =>
    fc.constantFrom(...values).map((value): Partial<Step> => ({ [name]: value })),
  ),
);

/** One thing about it is out of the ordinary, or two are. */
const unusual = fc.tuple(usual, change).map(([told, first]) => ({ ...told, ...first }));
const odd = fc.tuple(unusual, change).map(([told, second]) => ({ ...told, ...second }));

const start = fc.constantFrom(
  0,
  1000,
  2 ** 31 - 3000,
  2 ** 31 - 20_000,
  2 ** 32 - 3000,
  2 ** 32 - 1,
);

const conversation = fc
  .record({
    starts: fc.tuple(start, start),
    opens: fc.boolean(),
    scales: fc.constantFrom([-1, -1], [0, 0], [3, 7], [3, -1]),
    hasTimestamps: fc.boolean(),
    steps: fc.array(
      fc.oneof(
        { weight: 20, arbitrary: usual },
        { weight: 2, arbitrary: unusual },
        { weight: 1, arbitrary: odd },
      ),
      { maxLength: 120, size: 'max' },
    ),
  })
  .map(({ starts, opens, scales, hasTimestamps, steps }) => {
    const next = [...starts];
    const clocks = [1000, 2000];
    const identifications = [1, 0xfff0];
    const segments: Sent[] = [];
    const add = (told: Step, scale = -1): void => {
      const { fromLow, hasAck, octets, jump, lag, ...rest } = told;
      const side = fromLow ? 0 : 1;
      const flags = told.controls | (hasAck ? ACK : 0);
      const sequence = (next[side] ?? 0) + jump;
      const acknowledgment = (next[1 - side] ?? 0) - lag;
      const controls = ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
      next[side] = Math.max(next[side] ?? 0, sequence + octets + controls);
      const clock = (clocks[side] ?? 0) + told.timestamp;
      clocks[side] = clock;
      const isStamped = hasTimestamps
        ? told.oddity !== 'no-timestamps'
        : told.oddity === 'timestamps';
      const timestamp = isStamped ? clock : -1;
      const identification = ((identifications[side] ?? 0) + told.identification) & 0xffff;
      identifications[side] = identification;
      const numbers = { sequence, acknowledgment, octets, timestamp, identification };
      segments.push({ fromLow, flags, scale, ...rest, ...numbers });
    };
    if (opens) {
      add({ ...USUAL, controls: SYN, hasAck: false, lag: next[1] ?? 0 }, scales[0]);
      add({ ...USUAL, controls: SYN, fromLow: false }, scales[1]);
      add(USUAL);
    }
    for (const told of steps) add(told);
    return segments;
  });

test('the routine path leaves what the stages leave', () => {
  const take = vi.spyOn(RoutinePath.prototype, 'take');
  let taken = 0;
  fc.assert(
    fc.property(conversation, (segments) => {
      const routine = new Engine(true).tell(segments);
      const full = new Engine(false).tell(segments);
      expect(routine).toEqual(full);
      taken += take.mock.results.filter(({ value }) => value === true).length;
      take.mockClear();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 200) },
  );
  expect(taken).toBeGreaterThan(500);
  take.mockRestore();
});
