import type { CaptureRecord } from '../../src/model/capture-record.ts';
import type { ConnectionRecord } from '../../src/model/connection-record.ts';
import type { DiagnosticRecord } from '../../src/model/diagnostic-record.ts';
import type { EndpointRecord } from '../../src/model/endpoint-record.ts';
import type { FindingRecord } from '../../src/model/finding-record.ts';
import type { HeaderRecord } from '../../src/model/header-record.ts';
import type { SegmentRecord } from '../../src/model/segment-record.ts';
import type {
  HandshakeRecord,
  HandshakeStepRecord,
  TeardownRecord,
  TeardownStepRecord,
  TransitionRecord,
} from '../../src/model/timeline-record.ts';
import type { TotalsRecord } from '../../src/model/totals-record.ts';
import { verdictOf } from '../../src/model/verdict.ts';
import { ANALYSIS_NAMES, type Side, type TcpStateName } from '../../src/model/vocabulary.ts';

/** Hand-made records: small stories whose reports can be read and checked by eye. */

export const header: HeaderRecord = {
  type: 'header',
  schema: 'tcpdissect/1',
  version: '0.1.0',
  inputs: ['session.pcap'],
  options: {
    packetFilter: null,
    displayFilter: null,
    where: null,
    connections: null,
    after: null,
    before: null,
    packetLimit: null,
    limit: null,
    sort: null,
    checksums: true,
    maxConnections: 250_000,
    idleTimeoutSeconds: null,
    mslSeconds: 120,
    strict: false,
    repair: false,
    follow: false,
  },
};

const part = (seconds: number) => ({ seconds, share: seconds / 2 });
const someTimeShares: ConnectionRecord['timeShares'] = {
  handshake: part(0.1),
  clientApplication: part(1),
  serverApplication: part(0.5),
  receiverWindow: part(0),
  lossRecovery: part(0),
  sending: part(0.4),
  client: { receiverWindow: part(0), lossRecovery: part(0), sending: part(0.1) },
  server: { receiverWindow: part(0), lossRecovery: part(0), sending: part(0.3) },
};

const noSums = { valid: 0, invalid: 0, partial: 0, unverified: 0, absent: 0 };

export function capture(overrides: Partial<CaptureRecord> = {}): CaptureRecord {
  return {
    type: 'capture',
    index: 0,
    path: 'session.pcap',
    format: 'pcap',
    compression: null,
    byteOrder: 'little-endian',
    timestampResolution: '1e-6',
    linkTypes: [{ number: 1, name: 'ethernet' }],
    snapLength: 262_144,
    packets: 1_003,
    bytes: 1_284_000,
    tcpSegments: 969,
    firstTimestamp: '2026-11-20T12:29:31.018164000Z',
    lastTimestamp: '2026-11-20T12:29:33.352164000Z',
    durationSeconds: 2.334,
    truncated: false,
    repairs: 0,
    skippedBytes: 0,
    packetsNotDecoded: { arp: 12, udp: 22 },
    fragments: { complete: 0, incomplete: 0, overlapping: 0, discarded: 0 },
    checksums: {
      ip: { ...noSums, valid: 969 },
      tcp: { ...noSums, valid: 955, partial: 12, invalid: 2 },
    },
    quality: {
      checksumOffload: true,
      superSegments: 0,
      wireSegments: 969,
      snappedPackets: 0,
      tapDuplicates: 0,
      oneSidedConnections: 0,
      reorderedSegments: 0,
      clockStepsBack: 0,
      largestClockStepBackSeconds: null,
      connectionsBegunBefore: 0,
      connectionsOpenAtEnd: 0,
      packetsDroppedByRecorder: null,
    },
    comments: [],
    ...overrides,
  };
}

const noAnalysis = Object.fromEntries(
  ANALYSIS_NAMES.map((name) => [name, 0]),
) as EndpointRecord['analysisCounts'];

export function endpoint(overrides: Partial<EndpointRecord> = {}): EndpointRecord {
  return {
    address: '192.0.2.1',
    port: 44_822,
    state: 'CLOSED',
    segments: 5,
    copiedSegments: 0,
    copiedDataSegments: 0,
    copiedBytes: 0,
    ackSegments: 4,
    bytes: 400,
    payloadBytes: 0,
    uniqueBytes: 0,
    dataSegments: 0,
    pureAcks: 3,
    synSegments: 1,
    finSegments: 1,
    rstSegments: 0,
    pshSegments: 0,
    pushedDataSegments: 0,
    urgSegments: 0,
    urgentDataSegments: 0,
    urgentBytes: 0,
    retransmittedSegments: 0,
    retransmittedBytes: 0,
    repeatedSegments: 0,
    repeatedBytes: 0,
    retransmissionsMax: 0,
    retransmissionIntervalSeconds: null,
    outOfOrderSegments: 0,
    analysisCounts: noAnalysis,
    missedBytes: 0,
    streamBytes: 0,
    truncatedSegments: 0,
    truncatedBytes: 0,
    zeroWindowProbes: 0,
    zeroWindowProbeBytes: 0,
    sackSegments: 0,
    sackBlocksMax: 0,
    windowScale: 7,
    offersSack: true,
    offersTimestamps: true,
    initialWindowSegments: null,
    rttFullSizeSeconds: null,
    rttAmbiguousSeconds: null,
    postLossAcks: 0,
    cumulativelyAckedSegments: 0,
    dataSeconds: null,
    duplicateAcks: 0,
    tripleDuplicateAcks: 0,
    keepAlives: 0,
    zeroWindows: 0,
    zeroWindowSeconds: 0,
    window: { min: 64_128, max: 64_256, mean: 64_200 },
    bytesInFlight: null,
    sackBlocks: 0,
    dsacks: 0,
    mss: 1_460,
    segmentSize: null,
    initialWindowBytes: null,
    rttSeconds: null,
    idleMaxSeconds: 1.2,
    throughputBytesPerSecond: null,
    goodputBytesPerSecond: null,
    ...overrides,
  };
}

const CLIENT_ISN = 1_289_472_910;
const SERVER_ISN = 3_000_000_000;

type StepNumbers = readonly [sequence: number, acknowledgment: number | null];

function stepKeys(frame: number, at: number, from: Side, [seq, ack]: StepNumbers) {
  const [own, peer] = from === 'client' ? [CLIENT_ISN, SERVER_ISN] : [SERVER_ISN, CLIENT_ISN];
  return {
    frame,
    elapsedSeconds: at,
    from,
    sequence: own + seq,
    acknowledgment: ack === null ? null : peer + ack,
    relativeSequence: seq,
    relativeAcknowledgment: ack,
    payloadLength: 0,
    acknowledgesFrame: null,
    retransmission: false,
  };
}

export function opens(
  frame: number,
  at: number,
  from: Side,
  segment: HandshakeStepRecord['segment'],
  numbers: StepNumbers,
  more: Partial<HandshakeStepRecord> = {},
): HandshakeStepRecord {
  return { ...stepKeys(frame, at, from, numbers), segment, ...more };
}

export function closes(
  frame: number,
  at: number,
  from: Side,
  segment: TeardownStepRecord['segment'],
  numbers: StepNumbers,
  more: Partial<TeardownStepRecord> = {},
): TeardownStepRecord {
  return { ...stepKeys(frame, at, from, numbers), segment, ...more };
}

export function moves(
  frame: number,
  at: number,
  endpointSide: Side,
  from: TcpStateName | null,
  to: TcpStateName,
  cause: string,
): TransitionRecord {
  const certainty = cause.startsWith('snd') ? 'observed' : 'inferred';
  return { frame, elapsedSeconds: at, endpoint: endpointSide, from, to, cause, certainty };
}

const agreed: HandshakeRecord['negotiated'] = {
  mss: { client: 1_460, server: 1_460 },
  windowScale: { client: 7, server: 9 },
  sack: true,
  timestamps: true,
  ecn: false,
  accurateEcn: false,
  fastOpen: false,
  mptcp: false,
};

const nothingAgreed: HandshakeRecord['negotiated'] = {
  mss: { client: 1_460, server: null },
  windowScale: { client: 7, server: null },
  sack: null,
  timestamps: null,
  ecn: null,
  accurateEcn: null,
  fastOpen: null,
  mptcp: null,
};

const handshake: HandshakeRecord = {
  kind: 'three-way',
  complete: true,
  steps: [
    opens(1, 0, 'client', 'SYN', [0, null]),
    opens(2, 0.0101, 'server', 'SYN-ACK', [0, 1], { acknowledgesFrame: 1 }),
    opens(3, 0.010164, 'client', 'ACK', [1, 1], { acknowledgesFrame: 2 }),
  ],
  rttSeconds: 0.010164,
  synToSynAckSeconds: 0.0101,
  synAckToAckSeconds: 0.000064,
  negotiated: agreed,
};

const teardown: TeardownRecord = {
  kind: 'four-way',
  initiator: 'client',
  complete: true,
  steps: [
    closes(961, 1.11, 'client', 'FIN', [1_200_001, 34_001]),
    closes(962, 1.1201, 'server', 'ACK', [34_001, 1_200_002], { acknowledgesFrame: 961 }),
    closes(963, 2.32, 'server', 'FIN', [34_001, 1_200_002]),
    closes(964, 2.334, 'client', 'ACK', [1_200_002, 34_002], { acknowledgesFrame: 963 }),
  ],
  halfClosedSeconds: 1.21,
  timeWait: {
    endpoint: 'client',
    enteredFrame: 963,
    enteredElapsedSeconds: 2.32,
    expiresElapsedSeconds: 242.32,
    expiresTimestamp: '2026-11-20T12:33:33.338164000Z',
  },
  reset: null,
};

const opening: readonly TransitionRecord[] = [
  moves(1, 0, 'client', 'CLOSED', 'SYN-SENT', 'snd SYN'),
  moves(1, 0, 'server', 'LISTEN', 'SYN-RECEIVED', 'rcv SYN'),
  moves(2, 0.0101, 'client', 'SYN-SENT', 'ESTABLISHED', 'rcv SYN,ACK'),
  moves(3, 0.010164, 'server', 'SYN-RECEIVED', 'ESTABLISHED', 'rcv ACK of SYN'),
];

const closing: readonly TransitionRecord[] = [
  moves(961, 1.11, 'client', 'ESTABLISHED', 'FIN-WAIT-1', 'snd FIN'),
  moves(961, 1.11, 'server', 'ESTABLISHED', 'CLOSE-WAIT', 'rcv FIN'),
  moves(962, 1.1201, 'client', 'FIN-WAIT-1', 'FIN-WAIT-2', 'rcv ACK of FIN'),
  moves(963, 2.32, 'server', 'CLOSE-WAIT', 'LAST-ACK', 'snd FIN'),
  moves(963, 2.32, 'client', 'FIN-WAIT-2', 'TIME-WAIT', 'rcv FIN'),
  moves(964, 2.334, 'server', 'LAST-ACK', 'CLOSED', 'rcv ACK of FIN'),
];

/** A whole session: three-way handshake, data both ways, the client closes first. */
export function connection(overrides: Partial<ConnectionRecord> = {}): ConnectionRecord {
  const ended = overrides.ended ?? 'closed';
  return {
    type: 'connection',
    id: 0,
    communityId: '1:LQU9qZlK+B5F3KDmev6m5PMibrg=',
    client: endpoint({
      segments: 845,
      payloadBytes: 1_200_000,
      uniqueBytes: 1_196_000,
      dataSegments: 834,
      retransmittedSegments: 3,
      retransmittedBytes: 4_380,
      state: 'TIME-WAIT',
      rttSeconds: {
        samples: 800,
        min: 0.0098,
        mean: 0.0102,
        max: 0.2,
        stdev: 0.01,
        p50: 0.0101,
        p95: 0.034,
        p99: 0.1,
      },
    }),
    server: endpoint({
      address: '198.51.100.7',
      port: 80,
      segments: 124,
      payloadBytes: 34_000,
      uniqueBytes: 34_000,
      dataSegments: 120,
    }),
    clientKnownBy: 'syn',
    verdict: verdictOf(ended, overrides.handshake?.kind ?? 'three-way'),
    firstFrame: 1,
    lastFrame: 964,
    firstCapture: 0,
    lastCapture: 0,
    start: '2026-11-20T12:29:31.018164000Z',
    end: '2026-11-20T12:29:33.352164000Z',
    startElapsedSeconds: 0,
    durationSeconds: 2.334,
    ended,
    encapsulation: ['ethernet', 'ipv4'],
    handshake,
    teardown,
    transitions: [...opening, ...closing],
    untoldEntries: 0,
    findings: [],
    timeShares: someTimeShares,
    lossEpisodes: [],
    quality: {
      checksumOffload: [],
      superSegments: 0,
      wireSegments: 969,
      snappedSegments: 0,
      tapDuplicates: 0,
      onlyDirection: null,
      reorderedSegments: 0,
      clockStepsBack: 0,
      beginsMidConnection: false,
      endsMidConnection: false,
    },
    checksums: { ip: { ...noSums, valid: 969 }, tcp: { ...noSums, valid: 969 } },
    completeness: { value: 31, flags: ['SYN', 'SYN-ACK', 'ACK', 'DATA', 'FIN'] },
    connState: 'SF',
    history: 'ShADadfFa',
    origBytes: 1_196_000,
    respBytes: 34_000,
    origPkts: 845,
    respPkts: 124,
    origIpBytes: 1_243_940,
    respIpBytes: 40_448,
    missedBytes: 0,
    ...overrides,
  };
}

export const finding: FindingRecord = {
  kind: 'data-on-syn',
  severity: 'warning',
  frames: [1],
  endpoint: 'client',
  message: 'The client sent data with its SYN and did not ask for Fast Open',
  rfc: 'RFC 9293, section 3.4',
  doubtful: false,
  doubtReason: null,
};

const noTeardown: TeardownRecord = {
  kind: 'none',
  initiator: null,
  complete: false,
  steps: [],
  halfClosedSeconds: null,
  timeWait: null,
  reset: null,
};

const silent = endpoint({ segments: 0, bytes: 0, window: null, mss: null, synSegments: 0 });

/** Nothing listens: the SYN is answered with a reset. */
export const refused = connection({
  id: 1,
  ended: 'reset',
  client: endpoint({ port: 44_824, segments: 1 }),
  server: endpoint({
    address: '198.51.100.7',
    port: 81,
    segments: 1,
    rstSegments: 1,
    window: null,
  }),
  startElapsedSeconds: 0.5,
  durationSeconds: 0.0102,
  handshake: {
    ...handshake,
    kind: 'refused',
    complete: false,
    steps: [
      opens(400, 0.5, 'client', 'SYN', [0, null]),
      opens(401, 0.5102, 'server', 'RST', [0, 1], { acknowledgesFrame: 400 }),
    ],
    rttSeconds: null,
    synToSynAckSeconds: null,
    synAckToAckSeconds: null,
    negotiated: nothingAgreed,
  },
  teardown: {
    ...noTeardown,
    kind: 'reset',
    initiator: 'server',
    complete: true,
    steps: [closes(401, 0.5102, 'server', 'RST', [0, 1], { acknowledgesFrame: 400 })],
    reset: { frame: 401, elapsedSeconds: 0.5102, from: 'server', cause: 'refused' },
  },
  transitions: [
    moves(400, 0.5, 'client', 'CLOSED', 'SYN-SENT', 'snd SYN'),
    moves(401, 0.5102, 'client', 'SYN-SENT', 'CLOSED', 'rcv RST'),
  ],
  connState: 'REJ',
  history: 'Sr',
});

/** Nobody is there: the SYN is repeated in vain. */
export const unanswered = connection({
  id: 2,
  ended: 'open',
  client: endpoint({
    address: '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1',
    port: 50_000,
    state: 'SYN-SENT',
    segments: 4,
    retransmittedSegments: 3,
  }),
  server: { ...silent, address: '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff', port: 65_535 },
  startElapsedSeconds: 0.7,
  durationSeconds: 7.0012,
  handshake: {
    ...handshake,
    kind: 'unanswered',
    complete: false,
    steps: [0.7, 1.7, 3.7, 7.7012].map((at, index) =>
      opens(500 + index, at, 'client', 'SYN', [0, null], { retransmission: index > 0 }),
    ),
    rttSeconds: null,
    synToSynAckSeconds: null,
    synAckToAckSeconds: null,
    negotiated: nothingAgreed,
  },
  teardown: noTeardown,
  transitions: [moves(500, 0.7, 'client', 'CLOSED', 'SYN-SENT', 'snd SYN')],
  encapsulation: ['ethernet', 'vlan', 'ipv4', 'gre', 'ipv6'],
  connState: 'S0',
  history: 'S',
});

/** The capture begins in the middle, and the server aborts. */
export const aborted = connection({
  id: 3,
  ended: 'reset',
  clientKnownBy: 'port',
  startElapsedSeconds: 0.9,
  durationSeconds: 0.35,
  handshake: {
    kind: 'not-captured',
    complete: false,
    steps: [],
    rttSeconds: null,
    synToSynAckSeconds: null,
    synAckToAckSeconds: null,
    negotiated: nothingAgreed,
  },
  teardown: {
    ...noTeardown,
    kind: 'reset',
    initiator: 'server',
    complete: true,
    steps: [closes(730, 1.25, 'server', 'RST', [700, 2_001])],
    reset: { frame: 730, elapsedSeconds: 1.25, from: 'server', cause: 'unread-data' },
  },
  transitions: [
    moves(600, 0.9, 'client', null, 'ESTABLISHED', 'assumed: data without a handshake'),
    moves(600, 0.9, 'server', null, 'ESTABLISHED', 'assumed: data without a handshake'),
    moves(730, 1.25, 'server', 'ESTABLISHED', 'CLOSED', 'snd RST'),
    moves(730, 1.25, 'client', 'ESTABLISHED', 'CLOSED', 'rcv RST'),
  ],
  findings: [
    finding,
    {
      ...finding,
      kind: 'window-shrunk',
      severity: 'info',
      frames: [701, 702, 703, 704, 705, 706],
      message: 'The server took back window that it had offered',
      rfc: 'RFC 9293, section 3.8.6',
      doubtful: true,
      doubtReason: 'the capture begins in mid-connection',
    },
  ],
  quality: { ...connection().quality, checksumOffload: ['client'], beginsMidConnection: true },
  connState: 'RSTR',
});

export const sampleConnections = [connection(), refused, unanswered, aborted];

export function totals(overrides: Partial<TotalsRecord> = {}): TotalsRecord {
  return {
    type: 'totals',
    captures: 1,
    packets: 1_003,
    bytes: 1_284_000,
    tcpSegments: 969,
    packetsNotDecoded: { arp: 12, udp: 22 },
    firstTimestamp: '2026-11-20T12:29:31.018164000Z',
    lastTimestamp: '2026-11-20T12:29:33.352164000Z',
    durationSeconds: 2.334,
    connections: 4,
    selectedConnections: 4,
    selectedSegments: 969,
    byVerdict: {
      closed: 1,
      reset: 1,
      refused: 1,
      unanswered: 1,
      open: 0,
      evicted: 0,
      timeout: 0,
    },
    byEnding: { closed: 1, reset: 2, open: 1, evicted: 0, timeout: 0 },
    byHandshake: {
      'three-way': 1,
      'simultaneous-open': 0,
      'fast-open': 0,
      refused: 1,
      unanswered: 1,
      incomplete: 0,
      'not-captured': 1,
    },
    byTeardown: {
      'four-way': 1,
      'three-way': 0,
      simultaneous: 0,
      reset: 2,
      'half-closed': 0,
      none: 1,
      'not-captured': 0,
    },
    checksums: capture().checksums,
    payloadBytes: 1_234_000,
    retransmittedSegments: 9,
    retransmittedBytes: 8_760,
    connectionsWithRetransmissions: 3,
    analysisCounts: noAnalysis,
    findings: { info: 1, warning: 1, error: 0 },
    connectionsWithFindings: 1,
    lateSegments: 0,
    evictedConnections: 0,
    forgottenConnections: 0,
    interrupted: false,
    ...overrides,
  };
}

export const diagnostic: DiagnosticRecord = {
  type: 'diagnostic',
  severity: 'warning',
  code: 'cut-short',
  message: 'the file ends inside its last record',
  capture: 0,
  path: 'session.pcap',
  byteOffset: 1_300_000,
  frame: 1_004,
};

export function segment(overrides: Partial<SegmentRecord> = {}): SegmentRecord {
  return {
    type: 'segment',
    capture: 0,
    frame: 1,
    timestamp: '2026-11-20T12:29:31.018164000Z',
    elapsedSeconds: 0,
    connectionElapsedSeconds: 0,
    deltaSeconds: null,
    connection: 0,
    from: 'client',
    source: { address: '192.0.2.1', port: 44_822 },
    destination: { address: '198.51.100.7', port: 80 },
    sequence: CLIENT_ISN,
    acknowledgment: 0,
    relativeSequence: 0,
    relativeAcknowledgment: null,
    flags: ['SYN'],
    reservedBits: 0,
    headerLength: 40,
    window: 64_240,
    scaledWindow: 64_240,
    urgentPointer: 0,
    payloadLength: 0,
    options: [
      { kind: 2, name: 'mss', mss: 1_460 },
      { kind: 4, name: 'sack-permitted' },
      { kind: 8, name: 'timestamps', tsval: 100, tsecr: 0 },
      { kind: 1, name: 'nop' },
      { kind: 3, name: 'window-scale', shift: 7 },
    ],
    checksums: {
      ip: 'valid',
      tcp: 'valid',
      ipFound: null,
      ipExpected: null,
      tcpFound: null,
      tcpExpected: null,
    },
    analysis: [],
    duplicateAckNumber: null,
    duplicateAckFrame: null,
    acknowledgesFrame: null,
    ackRttSeconds: null,
    initialRttSeconds: null,
    bytesInFlight: null,
    retransmission: null,
    states: { client: 'SYN-SENT', server: 'SYN-RECEIVED' },
    ...overrides,
  };
}
