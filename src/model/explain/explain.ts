import { linkTypeName } from '../../wire/link/name.ts';
import { IPV4_FRAGMENT, IPV4_UNUSABLE_FRAGMENT } from '../../wire/network/ipv4.ts';
import { IPV6_FRAGMENT, IPV6_UNUSABLE_FRAGMENT } from '../../wire/network/ipv6-extensions.ts';
import { reasonName } from '../../wire/outcome.ts';
import { Packet } from '../../wire/packet.ts';
import { IP_PROTOCOL } from '../../wire/protocol.ts';
import { type LayerSpan, traceFrame, traceFrom } from '../../wire/trace.ts';
import { brokenOptionList } from '../../wire/transport/tcp-option-list.ts';
import type { CaptureRecord } from '../capture-record.ts';
import { timestampText } from '../time-text.ts';
import { statesOf } from './endpoint-states.ts';
import type { ExplainWords } from './explain-words.ts';
import type { ExplanationRecord, SumRecord } from './explanation-record.ts';
import type { FrameWatch, WatchedFrame, WatchedSegment } from './frame-watch.ts';
import { layerParts } from './layers.ts';
import { reasonsOf } from './reasons.ts';
import { statementsOf } from './statements.ts';
import { ipSum, tcpSum } from './sums.ts';
import { verdictOf } from './verdict.ts';

const IPV6_FRAGMENT_HEADER = 8;
const FRAGMENTS = [IPV4_FRAGMENT, IPV6_FRAGMENT, IPV4_UNUSABLE_FRAGMENT, IPV6_UNUSABLE_FRAGMENT];

export interface ExplainOptions {
  /** Octets of payload that are shown at most. */
  readonly mostPayload: number;
  readonly verifyChecksums: boolean;
  readonly words: ExplainWords;
}

/** A frame that was walked again, apart from the engine. */
interface Walked {
  readonly packet: Packet;
  readonly spans: readonly LayerSpan[];
}

/** Looks at a frame that was found while the analysis goes on: of a fragment, the rest is awaited. */
export function awaitRest(watch: FrameWatch, frame: WatchedFrame): void {
  const { packet: own } = walkFrame(frame, true);
  if (!isFragmentary(own)) return;
  watch.awaitDatagram(
    (other) =>
      other.ipIdentification === own.ipIdentification &&
      other.ipVersion === own.ipVersion &&
      other.source0 === own.source0 &&
      other.source3 === own.source3 &&
      other.destination0 === own.destination0 &&
      other.destination3 === own.destination3,
  );
}

/** The whole explanation of the frame that was found; `capture` is the record of its capture. */
export function explainFrame(
  frame: WatchedFrame,
  { segment, completedBy }: FrameWatch,
  capture: CaptureRecord | undefined,
  options: ExplainOptions,
): ExplanationRecord {
  const { mostPayload, verifyChecksums, words } = options;
  const walked = walkFrame(frame, verifyChecksums);
  const facts = segment?.facts;
  const joined = segment?.datagram;
  const datagram = joined === undefined ? undefined : walkDatagram(walked.packet, joined);
  const ownFacts = joined === undefined ? facts : undefined;
  const parts = layerParts(walked.packet, walked.spans, ownFacts, mostPayload, words);
  const whole = datagram ?? walked;
  return {
    type: 'explanation',
    capture: frame.capture,
    frame: frame.frame,
    timestamp: timestampText(frame.seconds, frame.nanoseconds),
    linkType: linkTypeName(frame.linkType),
    capturedLength: frame.octets.length,
    originalLength: frame.originalLength,
    outcome: reasonName(whole.packet.outcome),
    summary: summaryOf(segment, whole.packet, words),
    remarks: remarksOf(frame, whole, segment, completedBy, words),
    comments: (capture?.comments ?? [])
      .filter((comment) => comment.frame === frame.frame)
      .map(({ text }) => text),
    parts,
    datagram:
      datagram === undefined
        ? null
        : {
            length: datagram.packet.bytes.length,
            parts: layerParts(datagram.packet, datagram.spans, facts, mostPayload, words),
          },
    checksums: segment === undefined ? [] : sumsOf(whole.packet, words),
    segment: facts?.record ?? null,
    statements: segment === undefined ? [] : statementsOf(segment, words),
    states: segment === undefined || segment.facts.isLate ? null : statesOf(segment, words),
    analysis: facts === undefined ? [] : reasonsOf(facts, words),
    retransmission: facts === undefined ? null : verdictOf(facts, words),
    findings: (segment?.connection?.findings ?? []).filter(({ frames }) =>
      frames.includes(frame.frame),
    ),
  };
}

function walkFrame(frame: WatchedFrame, verifyChecksums: boolean): Walked {
  const { octets, linkType, originalLength, fcsLength } = frame;
  const packet = new Packet();
  attach(packet, octets);
  packet.ignoresChecksums = !verifyChecksums;
  const spans = traceFrame(packet, linkType, originalLength, fcsLength);
  return { packet, spans };
}

/** Walks the datagram whose last fragment `fragment` holds, behind its IP header. */
function walkDatagram(fragment: Packet, octets: Uint8Array): Walked {
  const headerLength = fragment.offset - fragment.ipOffset;
  const copy = Object.assign(new Packet(), fragment);
  attach(copy, octets);
  copy.ipOffset = 0;
  copy.ipTotalLength = octets.length - (copy.ipVersion === 6 ? IPV6_FRAGMENT_HEADER : 0);
  copy.offset = headerLength;
  copy.end = octets.length;
  copy.wireEnd = octets.length;
  copy.frameEnd = octets.length;
  return { packet: copy, spans: traceFrom(copy, IP_PROTOCOL | copy.ipProtocol) };
}

function attach(packet: Packet, octets: Uint8Array): void {
  packet.attach(octets, new DataView(octets.buffer, octets.byteOffset, octets.byteLength));
}

function sumsOf(packet: Packet, { sum }: ExplainWords): SumRecord[] {
  return [ipSum(packet, sum), tcpSum(packet, sum)];
}

function isFragmentary({ outcome }: Packet): boolean {
  return FRAGMENTS.includes(outcome);
}

function summaryOf(
  segment: WatchedSegment | undefined,
  packet: Packet,
  words: ExplainWords,
): string {
  if (segment === undefined) {
    return isFragmentary(packet)
      ? words.frame.fragment(packet.fragmentOffset)
      : words.frame.noSegment(reasonName(packet.outcome));
  }
  const { who, other, record } = segment.facts;
  return words.frame.segment(record.flags, record.payloadLength, who, other, record.connection);
}

function remarksOf(
  { octets, originalLength }: WatchedFrame,
  { packet }: Walked,
  segment: WatchedSegment | undefined,
  completedBy: number | undefined,
  words: ExplainWords,
): string[] {
  const outcome = reasonName(packet.outcome);
  const isSegment = segment !== undefined;
  const broken = isSegment ? brokenOptionList(packet) : null;
  return [
    isFragmentary(packet) && completedBy !== undefined ? words.frame.completedBy(completedBy) : '',
    isFragmentary(packet) && completedBy === undefined ? words.frame.neverCompleted : '',
    segment?.datagram !== undefined ? words.frame.completes : '',
    octets.length < originalLength ? words.frame.snapped(octets.length, originalLength) : '',
    !isSegment && outcome.startsWith('malformed-') ? words.frame.malformed(outcome) : '',
    !isSegment && outcome.startsWith('icmp') ? words.frame.icmp : '',
    isSegment && packet.isFirstFragment ? words.frame.firstFragment : '',
    isSegment && !packet.isPayloadLengthKnown && !packet.isFirstFragment
      ? words.frame.shortSegment
      : '',
    isSegment && broken !== null ? words.frame.options(broken) : '',
  ].filter((remark) => remark !== '');
}
