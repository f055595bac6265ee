import type { Packet } from '../../wire/packet.ts';
import { ACK, SYN } from '../../wire/packet.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { EXCHANGE_LETTER, type Histories } from './history.ts';
import { IS_PARTIAL, ORIGINATOR_IS_HIGH, RECORDED, WROTE_MASK } from './marks.ts';

const BROADCAST = -1;

/** Ports that Zeek takes to be a server's, with all of its default scripts loaded. */
const SERVER_PORTS: ReadonlySet<number> = new Set([
  21, 22, 25, 53, 79, 80, 81, 88, 135, 139, 143, 389, 443, 445, 465, 502, 514, 563, 585, 587, 614,
  631, 636, 989, 990, 992, 993, 995, 1080, 1434, 1883, 2811, 3128, 3268, 3306, 3389, 5222, 5223,
  5269, 5432, 6379, 6666, 6667, 6668, 6669, 8000, 8080, 8888, 20_000,
]);

/** The endpoint of the segment's connection that is not this one, also where a socket talks to itself. */
export function peerOf(segment: Segment, endpoint: EndpointRow): EndpointRow {
  return endpoint.at === segment.low.at ? segment.high : segment.low;
}

export function isOriginator(segment: Segment, endpoint: EndpointRow): boolean {
  const isHigh = (segment.connection.zeekMarks & ORIGINATOR_IS_HIGH) !== 0;
  return isHigh === (endpoint.at === segment.high.at);
}

/** Begins a connection's record: its originator sent this first packet, unless the ports speak against it. */
export function beginRecord(segment: Segment, histories: Histories): void {
  const { connection, senderSide } = segment;
  connection.zeekMarks |= RECORDED | (senderSide === 1 ? ORIGINATOR_IS_HIGH : 0);
  connection.zeekLastTime = segment.time;
  if (comesFromServer(segment.packet)) exchangeRoles(segment, histories);
}

/** Makes the originator the responder, and says so in the history. */
export function exchangeRoles(segment: Segment, histories: Histories): void {
  swapRoles(segment);
  histories.write(segment.connection, EXCHANGE_LETTER, true);
}

/** Makes the originator the responder. */
export function swapRoles(segment: Segment): void {
  const { connection, low, high } = segment;
  connection.zeekMarks = (connection.zeekMarks ^ ORIGINATOR_IS_HIGH) & ~IS_PARTIAL;
  const written = (low.zeekMarks ^ high.zeekMarks) & WROTE_MASK;
  low.zeekMarks ^= written;
  high.zeekMarks ^= written;
}

function comesFromServer(packet: Packet): boolean {
  const { flags, sourcePort, destinationPort } = packet;
  if ((flags & (SYN | ACK)) === SYN || !SERVER_PORTS.has(sourcePort)) return false;
  if (packet.ipVersion === 4 && packet.destination0 === BROADCAST) return false;
  if (!SERVER_PORTS.has(destinationPort)) return true;
  return (flags & SYN) === 0 && sourcePort < destinationPort;
}
