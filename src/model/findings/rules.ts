import { halfCloseOf } from '../../tcp/conformance/conclude-closing.ts';
import { closureOf } from '../../tcp/conformance/conclude-traffic.ts';
import { IN_IP } from '../../tcp/conformance/header.ts';
import type { FindingKind } from '../../tcp/conformance/kinds.ts';
import { IN_WINDOW, NO_ANSWER } from '../../tcp/conformance/numbers.ts';
import type { Connection } from '../../tcp/connection.ts';
import type { EndpointRow } from '../../tcp/rows/endpoint-row.ts';
import { wasClockSetBack } from '../clock-set-back.ts';
import { durationWords, UNKNOWN } from './durations.ts';
import type { FindingWords, Parties } from './finding-words.ts';
import { resetSentence } from './reset-sentence.ts';

/** A finding as the sentences see it. */
export interface FoundFinding extends Parties {
  readonly connection: Connection;
  readonly endpoint: EndpointRow;
  readonly peer: EndpointRow;
  /** How often it was met. */
  readonly count: number;
  /** Two values of the kind's own: those of the first time. */
  readonly a: number;
  readonly b: number;
}

interface Rule {
  /** The rule that it goes by. */
  readonly rfc: string | null;
  /** One plain sentence of the catalogue, without how often. */
  readonly say: (found: FoundFinding, words: FindingWords) => string;
}

const OPTIONS_OF_SYN = ['MSS', 'window scale', 'SACK permitted'];

/** What each kind goes by, and the values that its sentence tells: one row per kind. */
export const FINDING_RULES: Readonly<Record<FindingKind, Rule>> = {
  'data-on-syn': {
    rfc: 'RFC 9293, section 3.5',
    say: (found, words) => words.sentences.dataOnSyn(found, found.a),
  },
  'ack-missing': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: (found, words) => words.sentences.ackMissing(found),
  },
  'reserved-bits': {
    rfc: 'RFC 9293, section 3.1',
    say: (found, words) => words.sentences.reservedBits(found),
  },
  'option-outside-syn': {
    rfc: 'RFC 9293, section 3.2',
    say: (found, words) =>
      words.sentences.optionOutsideSyn(
        found,
        OPTIONS_OF_SYN.filter((_, bit) => ((found.a >> bit) & 1) !== 0),
      ),
  },
  'window-scale-above-14': {
    rfc: 'RFC 7323, section 2.3',
    say: (found, words) => words.sentences.windowScaleAbove14(found, found.a),
  },
  'syn-fin': {
    rfc: 'RFC 9293, section 3.10.7',
    say: (found, words) => words.sentences.synFin(found),
  },
  'syn-rst': {
    rfc: 'RFC 9293, section 3.10.7',
    say: (found, words) => words.sentences.synRst(found),
  },
  'null-segment': {
    rfc: 'RFC 9293, section 3.10.7',
    say: (found, words) => words.sentences.nullSegment(found),
  },
  'xmas-segment': {
    rfc: 'RFC 9293, section 3.10.7',
    say: (found, words) => words.sentences.xmasSegment(found),
  },
  'acknowledgment-of-unsent-data': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: (found, words) => words.sentences.acknowledgmentOfUnsentData(found, found.a),
  },
  'window-shrunk': {
    rfc: 'RFC 9293, section 3.8.6',
    say: (found, words) => words.sentences.windowShrunk(found, found.a),
  },
  'urgent-pointer-without-urg': {
    rfc: 'RFC 9293, section 3.1',
    say: (found, words) => words.sentences.urgentPointerWithoutUrg(found, found.a),
  },
  'acknowledgment-without-ack-flag': {
    rfc: 'RFC 9293, section 3.1',
    say: (found, words) => words.sentences.acknowledgmentWithoutAckFlag(found),
  },
  'data-beyond-window': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: (found, words) => words.sentences.dataBeyondWindow(found, found.a),
  },
  'reset-with-unacceptable-sequence': {
    rfc: 'RFC 5961, section 3.2',
    say: (found, { sentences }) => {
      if (found.b === NO_ANSWER) return sentences.resetWithoutAnswer(found);
      const missed = { octets: Math.abs(found.a), isBefore: found.a < 0 };
      return found.b === IN_WINDOW
        ? sentences.resetChallenged(found, missed)
        : sentences.resetIgnored(found, missed);
    },
  },
  'timestamps-go-back': {
    rfc: 'RFC 7323, section 5.3',
    say: (found, words) => words.sentences.timestampsGoBack(found, Math.abs(found.a)),
  },
  'overlap-with-other-data': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: (found, words) => words.sentences.overlapWithOtherData(found),
  },
  'initial-sequence-repeated': {
    rfc: 'RFC 9293, section 3.4.1',
    say: (found, { sentences }) =>
      found.b < 0
        ? sentences.initialSequenceOfFirst(found, found.a >>> 0)
        : sentences.initialSequenceOfPort(found, found.a >>> 0, found.b),
  },
  'mss-above-mtu': {
    rfc: 'RFC 9293, section 3.7.1',
    say: (found, words) => words.sentences.mssAboveMtu(found, found.a, found.peer.mss - 1),
  },
  'segment-above-mss': {
    rfc: 'RFC 9293, section 3.7.1',
    say: (found, words) => words.sentences.segmentAboveMss(found, found.a, found.peer.mss - 1),
  },
  'port-zero': {
    rfc: 'RFC 6335, section 6',
    say: (found, words) => words.sentences.portZero(found),
  },
  'malformed-options': {
    rfc: 'RFC 9293, section 3.1',
    say: (found, words) => words.sentences.malformedOptions(found),
  },
  'invalid-checksum': {
    rfc: 'RFC 9293, section 3.1',
    say: (found, { sentences }) =>
      found.b === IN_IP ? sentences.invalidIpChecksum(found) : sentences.invalidTcpChecksum(found),
  },
  refused: {
    rfc: 'RFC 9293, section 3.10.7.1',
    say: (found, words) => words.sentences.refused(found),
  },
  unanswered: {
    rfc: 'RFC 9293, section 3.8.3',
    say: (found, { sentences }) => {
      const { row } = found.connection;
      if (found.count === 1) return sentences.oneSynUnanswered(found);
      const lasted = wasClockSetBack(row) ? UNKNOWN : durationWords(row.lastTime - row.startTime);
      return sentences.synsUnanswered(found, found.count, lasted);
    },
  },
  reset: { rfc: 'RFC 9293, section 3.5.2', say: resetSentence },
  'zero-window': {
    rfc: 'RFC 9293, section 3.8.6.1',
    say: (found, words) => {
      const span = durationWords(closureOf(found.connection, found.endpoint));
      return words.sentences.zeroWindow(found, span, found.endpoint.zeroWindows);
    },
  },
  retransmissions: {
    rfc: 'RFC 9293, section 3.8.1',
    say: (found, words) => {
      const { retransmittedSegments, retransmittedOctets, segments } = found.endpoint;
      const percent = ((100 * retransmittedSegments) / Math.max(1, segments)).toFixed(1);
      return words.sentences.retransmissions(
        found,
        retransmittedSegments,
        segments,
        percent,
        retransmittedOctets,
      );
    },
  },
  'handshake-retransmitted': {
    rfc: 'RFC 9293, section 3.8.1',
    say: (found, { sentences }) =>
      found.who === 'client'
        ? sentences.synRetransmitted(found, found.count + 1)
        : sentences.synAckRetransmitted(found, found.count + 1),
  },
  'half-closed-long': {
    rfc: 'RFC 9293, section 3.6',
    say: (found, words) =>
      words.sentences.halfClosedLong(found, durationWords(halfCloseOf(found.connection))),
  },
  'keep-alive-timeout': { rfc: 'RFC 9293, section 3.8.4', say: resetSentence },
  'half-open-peer': { rfc: 'RFC 9293, section 3.5.1', say: resetSentence },
  'time-wait-reuse': {
    rfc: 'RFC 9293, section 3.6.1',
    say: (found, words) => words.sentences.timeWaitReuse(found),
  },
  'syn-in-established': {
    rfc: 'RFC 5961, section 4.2',
    say: (found, words) => words.sentences.synInEstablished(found),
  },
  'data-unacknowledged': {
    rfc: 'RFC 9293, section 3.8.3',
    say: (found, words) => {
      const span = durationWords(found.endpoint.lastSegmentTime - found.peer.lastSegmentTime);
      return words.sentences.dataUnacknowledged(found, span);
    },
  },
  'icmp-unreachable': {
    rfc: 'RFC 9293, section 3.9.2.2',
    say: (found, words) => words.sentences.icmpUnreachable(found, found.a >> 8, found.a & 0xff),
  },
  'icmp-packet-too-big': {
    rfc: 'RFC 9293, section 3.9.2.2',
    say: (found, words) => words.sentences.icmpPacketTooBig(found, found.b),
  },
  'icmp-error': {
    rfc: 'RFC 9293, section 3.9.2.2',
    say: (found, words) => words.sentences.icmpError(found, found.a >> 8, found.a & 0xff),
  },
};
