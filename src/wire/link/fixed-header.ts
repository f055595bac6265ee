import type { DecodeLayer } from '../layer.ts';
import { headerReasons } from '../outcome.ts';
import { ETHER_TYPE } from '../protocol.ts';

/**
 * A layer that is a header of fixed length, of which only the type of its payload matters.
 *
 * @param name as in the names of its reasons
 * @param length octets of the header
 * @param typeAt offset of a field of two octets in it that holds an EtherType
 */
export function etherTypeHeader(name: string, length: number, typeAt: number): DecodeLayer {
  const reasons = headerReasons(name);
  return (packet) => {
    const { offset } = packet;
    if (packet.end - offset < length) return packet.shortOf(length, reasons);
    packet.offset = offset + length;
    return ETHER_TYPE | packet.view.getUint16(offset + typeAt);
  };
}

/** A layer that is a header of fixed length in front of one protocol. */
export function plainHeader(name: string, length: number, next: number): DecodeLayer {
  const reasons = headerReasons(name);
  return (packet) => {
    if (packet.end - packet.offset < length) return packet.shortOf(length, reasons);
    packet.offset += length;
    return next;
  };
}
