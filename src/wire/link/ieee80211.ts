import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET, LLC } from '../protocol.ts';

/*
 *  0               2          4        10       16       22         24
 *  +---------------+----------+--------+--------+--------+----------+----------+-----+---------
 *  | frame control | duration | addr 1 | addr 2 | addr 3 | sequence | [addr 4] | ... | payload
 *  +---------------+----------+--------+--------+--------+----------+----------+-----+---------
 *
 * IEEE 802.11, 9.2.3. The first octet of frame control holds version, type and subtype, the second
 * one the flags. Data between two access points has a fourth address, QoS data two octets more, and
 * four more with the order flag.
 */
const FLAGS = 1;
const HEADER_LENGTH = 24;
const ADDRESS_LENGTH = 6;
const QOS_LENGTH = 2;
const HT_CONTROL_LENGTH = 4;

const TYPE_AND_VERSION = 0x0f;
const DATA = 0x08;
const SUBTYPE_QOS = 0x80;
const SUBTYPE_NO_DATA = 0x40;

const BETWEEN_ACCESS_POINTS = 0x03;
const TO_ACCESS_POINT = 0x01;
const ADDRESS_1 = 4;
const ADDRESS_2 = 10;
const ADDRESS_3 = 16;
const ADDRESS_4 = 24;
/** Where the source is, by the two direction flags (IEEE 802.11, table 9-30). */
const SOURCES: readonly number[] = [ADDRESS_2, ADDRESS_2, ADDRESS_3, ADDRESS_4];
const MORE_FRAGMENTS = 0x04;
const PROTECTED = 0x40;
const ORDER = 0x80;
const SEQUENCE_CONTROL = 22;
const FRAGMENT_NUMBER = 0x0f;

const QOS_AGGREGATE = 0x80;
/** A subframe of an aggregate: destination, source, length (IEEE 802.11, 9.3.2.2). */
const SUBFRAME_LENGTH = 12;
const SUBFRAME_HEADER_LENGTH = 14;
const SNAP = 0xaaaa;

const HEADER = headerReasons('ieee80211');
const NO_DATA = reasonIndex('ieee80211-no-data');
const ENCRYPTED = reasonIndex('ieee80211-encrypted');
const FRAGMENT = reasonIndex('ieee80211-fragment');

export function decodeIeee80211(packet: Packet): number {
  return decodeFrame(packet, 0);
}

/** The same with the octets of the frame control swapped, as CAPWAP carries it. */
export function decodeSwappedIeee80211(packet: Packet): number {
  return decodeFrame(packet, 1);
}

/** @param swap 1 where the flags come first */
function decodeFrame(packet: Packet, swap: number): number {
  const { view, offset } = packet;
  if (packet.end - offset < 2) return packet.shortOf(2, HEADER);
  const control = view.getUint8(offset + swap);
  const flags = view.getUint8(offset + FLAGS - swap);
  if ((control & TYPE_AND_VERSION) !== DATA || (control & SUBTYPE_NO_DATA) !== 0) return NO_DATA;
  if ((flags & PROTECTED) !== 0) return ENCRYPTED;
  const isQos = (control & SUBTYPE_QOS) !== 0;
  let length = HEADER_LENGTH;
  if ((flags & BETWEEN_ACCESS_POINTS) === BETWEEN_ACCESS_POINTS) length += ADDRESS_LENGTH;
  const qos = offset + length;
  if (isQos) length += (flags & ORDER) === 0 ? QOS_LENGTH : QOS_LENGTH + HT_CONTROL_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  const fragment = view.getUint8(offset + SEQUENCE_CONTROL) & FRAGMENT_NUMBER;
  if (fragment !== 0 || (flags & MORE_FRAGMENTS) !== 0) return FRAGMENT;
  packet.offset = offset + (packet.isHeaderPadded ? (length + 3) & ~3 : length);
  if (isQos && (view.getUint8(qos) & QOS_AGGREGATE) !== 0) return decodeAggregate(packet);
  if (isQos) passDriverOctets(packet);
  return isEthernet(packet, offset, flags & BETWEEN_ACCESS_POINTS) ? ETHERNET : LLC;
}

/** The payload is LLC, but some access points send Ethernet: one of its addresses is the frame's. */
function isEthernet(packet: Packet, header: number, direction: number): boolean {
  const { view, offset } = packet;
  if (packet.end - offset < 14 || view.getUint16(offset) === SNAP) return false;
  const destination = header + ((direction & TO_ACCESS_POINT) === 0 ? ADDRESS_1 : ADDRESS_3);
  const source = header + (SOURCES[direction] ?? ADDRESS_2);
  return (
    isSameAddress(view, offset, destination) || isSameAddress(view, offset + ADDRESS_LENGTH, source)
  );
}

/** Some drivers leave two octets between the header and LLC. */
function passDriverOctets(packet: Packet): void {
  const { view, offset } = packet;
  if (packet.end - offset < 4 || view.getUint16(offset) === SNAP) return;
  if (view.getUint16(offset + 2) === SNAP) packet.offset = offset + 2;
}

function isSameAddress(view: DataView, one: number, other: number): boolean {
  return (
    view.getUint32(one) === view.getUint32(other) &&
    view.getUint16(one + 4) === view.getUint16(other + 4)
  );
}

/** The first frame of an aggregate; the others are not told apart from it by the frame's number. */
function decodeAggregate(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SUBFRAME_HEADER_LENGTH)
    return packet.shortOf(SUBFRAME_HEADER_LENGTH, HEADER);
  packet.offset = offset + SUBFRAME_HEADER_LENGTH;
  packet.limit(packet.offset + view.getUint16(offset + SUBFRAME_LENGTH));
  return LLC;
}
