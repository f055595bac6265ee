import { halves, verifyTcpChecksum } from '../checksum.ts';
import { headerReasons } from '../outcome.ts';
import { type Packet, SEGMENT } from '../packet.ts';
import { noteOptions } from './tcp-option-list.ts';

/*
 *  0        8        16       24
 *  +--------+--------+--------+--------+
 *  | source port     | destination port|  RFC 9293, section 3.1
 *  +--------+--------+--------+--------+
 *  | sequence number                   |
 *  | acknowledgment number             |
 *  +--------+--------+--------+--------+
 *  |off.|reserved, flags | window      |
 *  +--------+--------+--------+--------+
 *  | checksum        | urgent pointer  |
 *  +--------+--------+--------+--------+
 *  | options                           |
 */
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const OFFSET_FLAGS_WINDOW = 12;
const CHECKSUM_URGENT = 16;
const HEADER_LENGTH = 20;

const HEADER = headerReasons('tcp');

export function decodeTcp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const ports = view.getInt32(offset);
  const sequence = view.getInt32(offset + SEQUENCE);
  const acknowledgment = view.getInt32(offset + ACKNOWLEDGMENT);
  const offsetFlagsWindow = view.getInt32(offset + OFFSET_FLAGS_WINDOW);
  const checksumUrgent = view.getInt32(offset + CHECKSUM_URGENT);
  const headerLength = (offsetFlagsWindow >>> 26) & 0x3c;
  if (headerLength < HEADER_LENGTH) return HEADER.malformed;

  packet.tcpOffset = offset;
  packet.ipHeaderLength = offset - packet.ipOffset;
  packet.sourcePort = ports >>> 16;
  packet.destinationPort = ports & 0xffff;
  packet.sequence = sequence;
  packet.acknowledgment = acknowledgment;
  packet.tcpHeaderLength = headerLength;
  packet.flags = (offsetFlagsWindow >>> 16) & 0xfff;
  packet.window = offsetFlagsWindow & 0xffff;
  packet.urgentPointer = checksumUrgent & 0xffff;

  const payload = offset + headerLength;
  const payloadLength = packet.wireEnd - payload;
  const captured = packet.end - payload;
  packet.payloadOffset = payload;
  const isLengthKnown = payloadLength >= 0 && !packet.isFirstFragment;
  packet.isPayloadLengthKnown = isLengthKnown;
  packet.payloadLength = isLengthKnown ? payloadLength : 0;
  packet.payloadCaptured = Math.max(captured, 0);

  const fixedSum =
    halves(ports) +
    halves(sequence) +
    halves(acknowledgment) +
    halves(offsetFlagsWindow) +
    halves(checksumUrgent);
  const optionsSum = noteOptions(packet, offset + HEADER_LENGTH, payload);
  const stored = checksumUrgent >>> 16;
  // A header whose options are not all there is verified as if they were payload.
  packet.tcpChecksum =
    optionsSum < 0
      ? verifyTcpChecksum(packet, fixedSum, HEADER_LENGTH, stored)
      : verifyTcpChecksum(packet, fixedSum + optionsSum, headerLength, stored);
  return SEGMENT;
}
