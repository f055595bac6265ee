import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET, IPV4, IPV6 } from '../protocol.ts';

/*
 *  0                    20   23 24
 *  +--------------------+----+-+--------+
 *  | label              | TC |S| TTL    |  RFC 3032, section 2.1; S: bottom of stack
 *  +--------------------+----+-+--------+
 */
const ENTRY_LENGTH = 4;
const BOTTOM_OF_STACK = 0x100;

/** A pseudowire's control word, in front of an Ethernet frame (RFC 4385, section 3). */
const CONTROL_WORD_LENGTH = 4;
const ETHERNET_LENGTH = 14;
const ETHERNET_TYPE = 12;
const COMMON_TYPES: readonly number[] = [0x0800, 0x0806, 0x8100, 0x86dd, 0x8847, 0x8864, 0x88a8];

const ASSOCIATED_CHANNEL = 1;
const CHANNEL_IPV4 = 0x0021;
const CHANNEL_IPV6 = 0x0057;

const HEADER = headerReasons('mpls');
const OTHER = reasonIndex('mpls');

/** Reads a label stack as one layer; what it carries is told by the first four bits behind it. */
export function decodeMpls(packet: Packet): number {
  let isBottom = false;
  while (!isBottom) {
    if (packet.end - packet.offset < ENTRY_LENGTH) return packet.shortOf(ENTRY_LENGTH, HEADER);
    isBottom = (packet.view.getInt32(packet.offset) & BOTTOM_OF_STACK) !== 0;
    packet.offset += ENTRY_LENGTH;
  }
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  const nibble = packet.view.getUint8(packet.offset) >>> 4;
  if (nibble === 4) return IPV4;
  if (nibble === 6) return IPV6;
  if (nibble === ASSOCIATED_CHANNEL) return decodeAssociatedChannel(packet);
  return nibble === 0 ? decodePseudowire(packet) : OTHER;
}

/** RFC 4385, section 5: the kind of channel, and for two kinds a packet. */
function decodeAssociatedChannel(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < CONTROL_WORD_LENGTH) return packet.shortOf(CONTROL_WORD_LENGTH, HEADER);
  packet.offset = offset + CONTROL_WORD_LENGTH;
  const channel = view.getUint16(offset + 2);
  if (channel === CHANNEL_IPV4) return IPV4;
  return channel === CHANNEL_IPV6 ? IPV6 : OTHER;
}

/**
 * Ethernet, behind a control word or not (RFC 4385, section 3): an address may begin with four zero
 * bits as well, so the place where a known EtherType stands decides.
 */
function decodePseudowire(packet: Packet): number {
  const { view, offset } = packet;
  const length = CONTROL_WORD_LENGTH + ETHERNET_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  const withoutControlWord = view.getUint16(offset + ETHERNET_TYPE);
  const withControlWord = view.getUint16(offset + CONTROL_WORD_LENGTH + ETHERNET_TYPE);
  if (COMMON_TYPES.includes(withControlWord) || !COMMON_TYPES.includes(withoutControlWord)) {
    packet.offset = offset + CONTROL_WORD_LENGTH;
  }
  return ETHERNET;
}
