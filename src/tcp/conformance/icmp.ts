import type { Packet } from '../../wire/packet.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import { WARNING } from './codes.ts';
import type { Notebook } from './notebook.ts';

/** Destination unreachable with "fragmentation needed" (RFC 792), and packet too big (RFC 4443). */
const UNREACHABLE = 3;
const FRAGMENTATION_NEEDED = 4;
const PACKET_TOO_BIG = 2;
const UNREACHABLE_6 = 1;

/**
 * Notes an ICMP error about a segment of this connection. The error is no segment and moves nothing;
 * `side` sent what it quotes. The values of the finding: type and code (type x 256 + code), and the MTU.
 */
export function noteIcmpError(
  notes: Notebook,
  connection: ConnectionRow,
  packet: Packet,
  side: number,
  frame: number,
  time: number,
): void {
  const kind = kindOf(packet);
  const a = (packet.icmpType << 8) | packet.icmpCode;
  notes.write(connection, {
    kind,
    side,
    severity: WARNING,
    frame,
    time,
    a,
    b: packet.icmpMtu,
  });
}

function kindOf({ ipVersion, icmpType, icmpCode }: Packet) {
  if (ipVersion === 4 && icmpType === UNREACHABLE) {
    return icmpCode === FRAGMENTATION_NEEDED ? 'icmp-packet-too-big' : 'icmp-unreachable';
  }
  if (ipVersion === 6 && icmpType === PACKET_TOO_BIG) return 'icmp-packet-too-big';
  if (ipVersion === 6 && icmpType === UNREACHABLE_6) return 'icmp-unreachable';
  return 'icmp-error';
}
