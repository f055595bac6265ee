import type { AnalysisCounts } from '../tcp/analysis/counts.ts';
import type { Connection } from '../tcp/connection.ts';
import type { ConnectionTracker } from '../tcp/tracker.ts';
import type { CaptureRecord } from './capture-record.ts';
import { handshakeKind, teardownKind } from './kinds.ts';
import { HANDSHAKE_KINDS, TEARDOWN_KINDS } from './timeline-kinds.ts';
import type { TotalsRecord } from './totals-record.ts';
import { ENDINGS, VERDICTS, verdictOf } from './verdict.ts';
import { ANALYSIS_NAMES, SEVERITIES } from './vocabulary.ts';

/** How much of everything was selected. */
export interface Selected {
  readonly connections: number;
  readonly segments: number;
}

/** The sums over all connections, added up as they become final. */
export class TotalsTally {
  readonly #byVerdict = zeros(VERDICTS);
  readonly #byEnding = zeros(ENDINGS);
  readonly #byHandshake = zeros(HANDSHAKE_KINDS);
  readonly #byTeardown = zeros(TEARDOWN_KINDS);
  #payloadOctets = 0;
  #retransmittedSegments = 0;
  #retransmittedOctets = 0;
  #withRetransmissions = 0;
  readonly #findings = zeros(SEVERITIES);
  #withFindings = 0;

  add(connection: Connection): void {
    const { low, high, ended } = connection;
    const handshake = handshakeKind(connection);
    this.#byVerdict[verdictOf(ended, handshake)]++;
    this.#byEnding[ended]++;
    this.#byHandshake[handshake]++;
    this.#byTeardown[teardownKind(connection)]++;
    this.#payloadOctets += low.payloadOctets + high.payloadOctets;
    const retransmitted = low.retransmittedSegments + high.retransmittedSegments;
    this.#retransmittedSegments += retransmitted;
    this.#retransmittedOctets += low.retransmittedOctets + high.retransmittedOctets;
    if (retransmitted > 0) this.#withRetransmissions++;
    const { infoFindings, warningFindings, errorFindings } = connection.row;
    this.#findings.info += infoFindings;
    this.#findings.warning += warningFindings;
    this.#findings.error += errorFindings;
    if (warningFindings + errorFindings > 0) this.#withFindings++;
  }

  describe(
    captures: readonly CaptureRecord[],
    tracker: ConnectionTracker,
    interrupted: boolean,
    selected?: Selected,
  ): TotalsRecord {
    const first = captures.find((capture) => capture.firstTimestamp !== null);
    const last = captures.findLast((capture) => capture.lastTimestamp !== null);
    const sum = (of: (capture: CaptureRecord) => number) =>
      captures.reduce((total, capture) => total + of(capture), 0);
    const connections = tracker.connectionCount;
    const tcpSegments = sum((capture) => capture.tcpSegments);
    return {
      type: 'totals',
      captures: captures.length,
      packets: sum((capture) => capture.packets),
      bytes: sum((capture) => capture.bytes),
      tcpSegments,
      packetsNotDecoded: sumOfReasons(captures),
      firstTimestamp: first?.firstTimestamp ?? null,
      lastTimestamp: last?.lastTimestamp ?? null,
      durationSeconds: sumOrNull(captures),
      connections,
      selectedConnections: selected?.connections ?? connections,
      selectedSegments: selected?.segments ?? tcpSegments,
      byVerdict: { ...this.#byVerdict },
      byEnding: { ...this.#byEnding },
      byHandshake: { ...this.#byHandshake },
      byTeardown: { ...this.#byTeardown },
      checksums: {
        ip: sumOfChecksums(captures, 'ip'),
        tcp: sumOfChecksums(captures, 'tcp'),
      },
      payloadBytes: this.#payloadOctets,
      retransmittedSegments: this.#retransmittedSegments,
      retransmittedBytes: this.#retransmittedOctets,
      connectionsWithRetransmissions: this.#withRetransmissions,
      analysisCounts: flagTotals(tracker.analysisCounts),
      findings: { ...this.#findings },
      connectionsWithFindings: this.#withFindings,
      lateSegments: tracker.lateSegments,
      evictedConnections: tracker.evictedConnections,
      forgottenConnections: tracker.forgottenConnections,
      interrupted,
    };
  }
}

/** A counter for each word of a closed set. */
function zeros<W extends string>(words: readonly W[]): Record<W, number> {
  const counters: Partial<Record<W, number>> = {};
  for (const word of words) counters[word] = 0;
  return counters as Record<W, number>;
}

function flagTotals(counts: AnalysisCounts): Record<(typeof ANALYSIS_NAMES)[number], number> {
  const totals = zeros(ANALYSIS_NAMES);
  for (const [bit, name] of ANALYSIS_NAMES.entries()) totals[name] = counts.flagTotal(bit);
  return totals;
}

function sumOfReasons(captures: readonly CaptureRecord[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { packetsNotDecoded } of captures) {
    for (const [reason, packets] of Object.entries(packetsNotDecoded)) {
      reasons[reason] = (reasons[reason] ?? 0) + packets;
    }
  }
  return reasons;
}

type ChecksumCounts = CaptureRecord['checksums']['ip'];

function sumOfChecksums(
  captures: readonly CaptureRecord[],
  protocol: 'ip' | 'tcp',
): ChecksumCounts {
  const sum = { valid: 0, invalid: 0, partial: 0, unverified: 0, absent: 0 };
  for (const { checksums } of captures) {
    sum.valid += checksums[protocol].valid;
    sum.invalid += checksums[protocol].invalid;
    sum.partial += checksums[protocol].partial;
    sum.unverified += checksums[protocol].unverified;
    sum.absent += checksums[protocol].absent;
  }
  return sum;
}

/** Seconds from the first record of the first capture to the last of the last one. */
function sumOrNull(captures: readonly CaptureRecord[]): number | null {
  const timed = captures.filter((capture) => capture.durationSeconds !== null);
  const first = timed[0]?.firstTimestamp;
  const last = timed.at(-1)?.lastTimestamp;
  if (first == null || last == null) return null;
  if (timed.length === 1) return timed[0]?.durationSeconds ?? null;
  return (Date.parse(last) - Date.parse(first)) / 1000;
}
