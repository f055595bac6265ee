import { isTcpCorrupt } from '../../wire/checksum.ts';
import { ACK, FIN, INVALID, PSH, RESERVED, RST, SYN, URG } from '../../wire/packet.ts';
import { SAW_OPENING } from '../rows/connection-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { ESTABLISHED } from '../states.ts';
import { ERROR, INFO, WARNING } from './codes.ts';
import type { Notebook } from './notebook.ts';

/** Largest shift that RFC 7323 (section 2.3) allows. */
const LARGEST_SHIFT = 14;
const CONTROL_FLAGS = FIN | SYN | RST | PSH | ACK | URG;
const XMAS = FIN | PSH | URG;
/** `b` of invalid-checksum. */
export const IN_TCP = 0;
export const IN_IP = 1;

/** Which flags may stand together (RFC 9293, section 3.10.7). */
export function examineFlags(segment: Segment, notes: Notebook): void {
  const { packet, sender } = segment;
  const { flags } = packet;
  if ((flags & RESERVED) !== 0) {
    notes.note(segment, sender, 'reserved-bits', WARNING, (flags & RESERVED) >>> 9);
  }
  const control = flags & CONTROL_FLAGS;
  if ((flags & (SYN | FIN)) === (SYN | FIN)) notes.note(segment, sender, 'syn-fin', ERROR);
  else if ((flags & (SYN | RST)) === (SYN | RST)) notes.note(segment, sender, 'syn-rst', ERROR);
  else if (control === 0) notes.note(segment, sender, 'null-segment', ERROR);
  else if (control === XMAS) notes.note(segment, sender, 'xmas-segment', ERROR);
  else if ((flags & (SYN | RST | ACK)) === 0) notes.note(segment, sender, 'ack-missing', ERROR);
}

/** Fields that mean nothing without the flag that goes with them. */
export function examineFields(segment: Segment, notes: Notebook): void {
  const { packet, sender } = segment;
  if ((packet.flags & URG) === 0 && packet.urgentPointer !== 0) {
    notes.note(segment, sender, 'urgent-pointer-without-urg', INFO, packet.urgentPointer);
  }
  if ((packet.flags & ACK) === 0 && packet.acknowledgment !== 0) {
    notes.note(segment, sender, 'acknowledgment-without-ack-flag', INFO, packet.acknowledgment);
  }
}

/** Options where they do not belong, or with values that there are not. */
export function examineOptions(segment: Segment, notes: Notebook): void {
  const { packet, sender } = segment;
  if (packet.optionsMalformed) notes.note(segment, sender, 'malformed-options', WARNING);
  if (packet.windowScale > LARGEST_SHIFT) {
    notes.note(segment, sender, 'window-scale-above-14', WARNING, packet.windowScale);
  }
  if ((packet.flags & SYN) !== 0) return;
  if (packet.mss >= 0 || packet.windowScale >= 0 || packet.sackPermitted) {
    const options =
      (packet.mss >= 0 ? 1 : 0) |
      (packet.windowScale >= 0 ? 2 : 0) |
      (packet.sackPermitted ? 4 : 0);
    notes.note(segment, sender, 'option-outside-syn', WARNING, options);
  }
}

export function examineChecksums(segment: Segment, notes: Notebook): void {
  const { packet, sender } = segment;
  if (packet.ipChecksum === INVALID) {
    notes.note(segment, sender, 'invalid-checksum', WARNING, packet.payloadLength, IN_IP);
  } else if (isTcpCorrupt(packet)) {
    notes.note(segment, sender, 'invalid-checksum', WARNING, packet.payloadLength, IN_TCP);
  }
}

/** Data on a SYN, which without Fast Open (RFC 7413) its receiver must not deliver before the handshake is done. */
export function examineSyn(segment: Segment, notes: Notebook): void {
  const { packet, sender, receiver } = segment;
  if ((packet.flags & (SYN | FIN | RST)) !== SYN) return;
  const isFastOpen =
    packet.fastOpenCookieLength > 0 || (receiver.stateMarks & known.FAST_OPEN_REQUESTED) !== 0;
  if (packet.payloadLength > 0 && !isFastOpen) {
    notes.note(segment, sender, 'data-on-syn', WARNING, packet.payloadLength);
  }
  // The same number again once its first connection is over: a new life that begins like the old one.
  const isOver = (sender.stateMarks & (known.SENT_FIN | known.SENT_RST)) !== 0;
  const wasOpen = sender.passed >> ESTABLISHED !== 0;
  const isFromTheStart = (segment.connection.marks & SAW_OPENING) !== 0;
  if ((packet.flags & ACK) === 0 && isOver && wasOpen && isFromTheStart) {
    if (packet.sequence === sender.iss) {
      notes.note(segment, sender, 'initial-sequence-repeated', WARNING, packet.sequence, -1);
    }
  }
}
