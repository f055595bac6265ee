import { FIN, RST, SYN } from '../../wire/packet.ts';
import type { Segment } from '../segment.ts';
import { KEEP_ALIVE } from './names.ts';

/** At most one octet, and that the last one sent already. */
export function keepAlive(segment: Segment): number {
  const { packet, sender } = segment;
  return packet.payloadLength <= 1 &&
    packet.sequence === ((sender.next - 1) | 0) &&
    (packet.flags & (SYN | FIN | RST)) === 0
    ? KEEP_ALIVE
    : 0;
}
