import { CHECKSUM_STATUS } from '../../wire/checksum-status.ts';
import type { Packet } from '../../wire/packet.ts';
import { FLAG_NAMES } from '../vocabulary.ts';
import type { ExplainWords } from './explain-words.ts';
import type { Part } from './explanation-record.ts';
import { hasFlag, ownNumber, type SegmentFacts } from './facts.ts';
import type { DescribeFields } from './link-parts.ts';
import { hex, type Octets, type Said } from './octets.ts';
import { optionParts } from './option-parts.ts';

const FIXED_HEADER = 20;
const SHORTEST_HEADER_WORDS = 5;
const MODULUS = 2 ** 32;

/**
 * The fields of a TCP header. Without facts, where the segment is not analysed, they are told as
 * far as they are there.
 */
export function tcpFields(packet: Packet, facts: SegmentFacts | undefined): DescribeFields {
  return (octets, span) => {
    const { start: at } = span;
    return [
      ...portField(octets, at, 'source port', facts?.who, true),
      ...portField(octets, at + 2, 'destination port', facts?.other, false),
      ...octets.field(at + 4, 4, 'sequence number', (view) => ({
        value: `${view.getUint32(at + 4)}`,
        meaning:
          facts === undefined
            ? octets.words.tcp.sequenceUnknown
            : sequenceMeaning(octets.words, facts),
      })),
      ...octets.field(at + 8, 4, 'acknowledgment number', (view) => ({
        value: `${view.getUint32(at + 8)}`,
        meaning:
          facts === undefined
            ? octets.words.tcp.acknowledgmentUnknown
            : acknowledgmentMeaning(octets.words, facts),
      })),
      ...octets.field(at + 12, 2, 'data offset and flags', (view) => ({
        value: hex(view.getUint16(at + 12), 4),
        children: offsetAndFlags(octets, at + 12, packet.wireEnd - at),
      })),
      ...octets.field(at + 14, 2, 'window', (view) => ({
        value: `${view.getUint16(at + 14)}`,
        ...(facts !== undefined && { meaning: windowMeaning(octets.words, facts) }),
      })),
      ...octets.field(at + 16, 2, 'checksum', (view) => ({
        value: hex(view.getUint16(at + 16), 4),
        meaning: octets.words.tcp.checksum[checksumStatus(packet, facts)],
      })),
      ...octets.field(at + 18, 2, 'urgent pointer', (view) => ({
        value: `${view.getUint16(at + 18)}`,
        ...(facts !== undefined && { meaning: urgentMeaning(octets.words, facts) }),
      })),
      ...(facts !== undefined && span.end > at + FIXED_HEADER
        ? optionParts(octets, packet, facts)
        : []),
    ];
  };
}

function checksumStatus(packet: Packet, facts: SegmentFacts | undefined) {
  return facts === undefined ? 'unverified' : (CHECKSUM_STATUS[packet.tcpChecksum] ?? 'unverified');
}

function portField(
  octets: Octets,
  at: number,
  name: string,
  who: SegmentFacts['who'] | undefined,
  isSource: boolean,
): Part[] {
  return octets.field(at, 2, name, (view) => {
    const port = view.getUint16(at);
    const known =
      who === undefined ? octets.words.tcp.portUnknown : octets.words.tcp.port(who, isSource);
    return { value: `${port}`, meaning: port === 0 ? octets.words.tcp.portZero : known };
  });
}

function sequenceMeaning({ tcp, further }: ExplainWords, facts: SegmentFacts): string {
  const { who, record, length } = facts;
  const { relativeSequence: first, payloadLength, sequence } = record;
  const wrapping = (said: string) =>
    sequence + length > MODULUS ? further(said, tcp.sequenceWraps) : said;
  const last = first + payloadLength - 1;
  if (hasFlag(facts, 'SYN')) return wrapping(tcp.sequenceSyn(who));
  if (hasFlag(facts, 'FIN')) {
    return payloadLength === 0
      ? tcp.sequenceFin(who, first)
      : wrapping(tcp.sequenceFinWithData(who, first, last, last + 1));
  }
  if (payloadLength === 0) return tcp.sequenceEmpty(who, first);
  return wrapping(tcp.sequenceData(who, first, last));
}

function acknowledgmentMeaning({ tcp }: ExplainWords, facts: SegmentFacts): string {
  const { other, record } = facts;
  if (record.relativeAcknowledgment === null) {
    return record.acknowledgment === 0 ? tcp.acknowledgmentZero : tcp.acknowledgmentOdd;
  }
  return facts.acknowledgesFin
    ? tcp.acknowledgmentOfFin(other, record.relativeAcknowledgment)
    : tcp.acknowledgment(other, record.relativeAcknowledgment);
}

function offsetAndFlags(octets: Octets, at: number, segmentLength: number): Part[] {
  const flags = octets.view.getUint16(at);
  const isSet = (name: (typeof FLAG_NAMES)[number]) =>
    ((flags >> (FLAG_NAMES.length - 1 - FLAG_NAMES.indexOf(name))) & 1) !== 0;
  const bits = (from: number, count: number, name: string, say: (value: number) => Said) =>
    octets.bitField(at, 16, [from, count], name, say);
  return [
    bits(0, 4, 'data offset', (words) => {
      if (words < SHORTEST_HEADER_WORDS)
        return { meaning: octets.words.tcp.dataOffsetWrong(words) };
      const isTooLong = words * 4 > segmentLength;
      return {
        meaning: isTooLong
          ? octets.words.tcp.dataOffsetTooLong(words)
          : octets.words.tcp.dataOffset(words),
      };
    }),
    bits(4, 3, 'reserved', (value) => ({ meaning: octets.words.tcp.reserved(value) })),
    ...FLAG_NAMES.map((name, index) =>
      bits(7 + index, 1, name, (value) => {
        const { set, clear, withSyn = set } = octets.words.flags[name];
        if (value === 0) return { meaning: clear };
        return { meaning: isSet('SYN') ? withSyn : set };
      }),
    ),
  ];
}

function windowMeaning({ tcp }: ExplainWords, facts: SegmentFacts): string {
  const { who, record } = facts;
  const { window, scaledWindow } = record;
  if (hasFlag(facts, 'RST')) return tcp.windowZeroReset;
  if (hasFlag(facts, 'SYN')) return tcp.windowSyn(window);
  if (window === 0) return tcp.windowZero(who);
  if (scaledWindow === null) return tcp.windowUnknown;
  const shift = Math.log2(scaledWindow / window);
  return facts.isScaled
    ? tcp.windowScaled(window, shift, scaledWindow, who)
    : tcp.windowPlain(window, who);
}

function urgentMeaning({ tcp }: ExplainWords, facts: SegmentFacts): string {
  const { record } = facts;
  const { urgentPointer, sequence } = record;
  if (!hasFlag(facts, 'URG')) return urgentPointer === 0 ? tcp.urgentClear : tcp.urgentOdd;
  return tcp.urgent(ownNumber(facts, sequence + urgentPointer), urgentPointer);
}
