import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { Segment } from '../segment.ts';

const SAW_SYN = 1;
const SAW_SYN_ACK = 2;
export const SAW_ACK = 4;
export const SAW_DATA = 8;
const SAW_FIN = 16;
const SAW_RST = 32;

/**
 * Completeness: which kinds of segments the connection has shown. Of a connection that was not known
 * before the first segment counts only as a SYN; one that took over its sockets began with a SYN.
 */
export function noteCompleteness(segment: Segment, isReuse: boolean): void {
  const { packet, connection } = segment;
  const { flags } = packet;
  if (segment.isFirst) {
    if ((flags & (SYN | ACK)) !== SYN) return;
    connection.completeness = SAW_SYN;
    if (!isReuse) {
      if (packet.payloadLength > 0) connection.completeness |= SAW_DATA;
      return;
    }
  }
  let seen = 0;
  if ((flags & ACK) !== 0) {
    if ((flags & SYN) !== 0) seen = SAW_SYN_ACK;
    else seen = packet.payloadLength > 0 ? SAW_DATA : SAW_ACK;
    if ((flags & FIN) !== 0) seen |= SAW_FIN;
  }
  if ((flags & RST) !== 0) seen |= SAW_RST;
  const before = connection.completeness;
  if ((before | seen) !== before) connection.completeness = before | seen;
}
