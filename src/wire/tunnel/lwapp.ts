import type { DecodeLayer } from '../layer.ts';
import { headerReasons, reasonIndex } from '../outcome.ts';
import { IEEE_802_11 } from '../protocol.ts';

/* Lightweight Access Point Protocol (RFC 5412, section 4.2): flags 1, fragment 1, length 2, signal 2. */
const HEADER_LENGTH = 6;
const IS_CONTROL = 0x04;

const HEADER = headerReasons('lwapp');
const CONTROL = reasonIndex('lwapp-control');

/** @param addressLength octets of a hardware address in front of the header */
export function lwapp(addressLength: number): DecodeLayer {
  const length = addressLength + HEADER_LENGTH;
  return (packet) => {
    const { offset } = packet;
    if (packet.end - offset < length) return packet.shortOf(length, HEADER);
    if ((packet.view.getUint8(offset + addressLength) & IS_CONTROL) !== 0) return CONTROL;
    packet.offset = offset + length;
    return IEEE_802_11;
  };
}
