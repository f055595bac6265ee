import type { Packet } from '../../wire/packet.ts';
import type { LayerSpan } from '../../wire/trace.ts';
import type { ExplainWords } from './explain-words.ts';
import type { Part } from './explanation-record.ts';
import type { SegmentFacts } from './facts.ts';
import { IPV6_EXTENSION_FIELDS, ipv4Fields, ipv6Fields } from './ip-parts.ts';
import { type DescribeFields, LINK_FIELDS, passedOver } from './link-parts.ts';
import { Octets } from './octets.ts';
import { tcpFields } from './tcp-parts.ts';

/** The layers that `spans` of the packet's octets hold, each with its fields, and the payload behind. */
export function layerParts(
  packet: Packet,
  spans: readonly LayerSpan[],
  facts: SegmentFacts | undefined,
  mostPayload: number,
  words: ExplainWords,
): Part[] {
  const parts = spans.map((span) => layerPart(packet, span, facts, words));
  const isSegment = spans.at(-1)?.name === 'tcp' && facts !== undefined;
  return isSegment ? [...parts, ...payloadParts(packet, mostPayload, words)] : parts;
}

function layerPart(
  packet: Packet,
  span: LayerSpan,
  facts: SegmentFacts | undefined,
  words: ExplainWords,
): Part {
  const { name, start, end, limit, isRead } = span;
  const length = (isRead ? end : limit) - start;
  const octets = new Octets(packet.view, name, start + length, words);
  const fields = describerOf(name, packet, facts)(octets, span);
  return octets.part(
    start,
    length,
    'header',
    {
      meaning: words.network.layer(name, length),
      children: fields.length > 0 ? fields : passedOver(octets, span),
    },
    0,
  );
}

function describerOf(
  name: string,
  packet: Packet,
  facts: SegmentFacts | undefined,
): DescribeFields {
  if (name === 'tcp') return tcpFields(packet, facts);
  if (name === 'ipv4') return ipv4Fields(packet);
  if (name === 'ipv6') return ipv6Fields;
  return IPV6_EXTENSION_FIELDS[name] ?? LINK_FIELDS[name] ?? passedOver;
}

function payloadParts(packet: Packet, most: number, words: ExplainWords): Part[] {
  const { view, payloadOffset, payloadLength, payloadCaptured, frameEnd, wireEnd } = packet;
  const octets = new Octets(view, 'payload', view.byteLength, words);
  const parts: Part[] = [];
  if (payloadLength > 0) {
    const shown = Math.min(payloadCaptured, most);
    const meaning =
      payloadCaptured < payloadLength
        ? words.tcp.payloadSnapped(payloadLength, payloadCaptured)
        : words.tcp.payload(payloadLength, shown);
    parts.push(octets.part(payloadOffset, payloadLength, 'payload', { meaning }, shown));
  }
  const behind = frameEnd - wireEnd;
  if (behind > 0) {
    const trailer = new Octets(view, 'trailer', view.byteLength, words);
    parts.push(trailer.part(wireEnd, behind, 'trailer', { meaning: words.tcp.trailer }, most));
  }
  return parts;
}
