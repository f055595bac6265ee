import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import {
  SCALE_MASK,
  SCALE_OF_SHIFT_0,
  SCALE_UNKNOWN,
  SCALE_UNUSED,
  WINDOW_UNSCALED,
} from '../rows/analysis-fields.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { WINDOW_FULL, ZERO_WINDOW } from './names.ts';

/** No shift is larger (RFC 7323, section 2.3). */
const MOST_SHIFT = 14;

/** One octet of new data into a window of which the receiver last said that it is shut. */
export function isZeroWindowProbe(segment: Segment): boolean {
  const { packet, sender, receiver } = segment;
  return packet.payloadLength === 1 && receiver.lastWindow === 0 && packet.sequence === sender.next;
}

export function zeroWindow(segment: Segment): number {
  const { window, flags } = segment.packet;
  return window === 0 && (flags & (SYN | FIN | RST)) === 0 ? ZERO_WINDOW : 0;
}

/** Payload that ends exactly where the receiver's window, as it last said, ends. */
export function windowFull(segment: Segment): number {
  const { packet, receiver } = segment;
  if ((packet.flags & (SYN | FIN | RST)) !== 0) return 0;
  const marks = receiver.analysisMarks;
  const scale = marks & SCALE_MASK;
  if (scale === SCALE_UNKNOWN) return 0;
  const isRaw = scale === SCALE_UNUSED || (marks & WINDOW_UNSCALED) !== 0;
  const edge = receiver.lastAck + (receiver.lastWindow << (isRaw ? 0 : scale - SCALE_OF_SHIFT_0));
  return ((packet.sequence + packet.payloadLength - edge) | 0) === 0 ? WINDOW_FULL : 0;
}

/** The window in octets, with the scale as it was before the segment; -1 where that is not known. */
export function scaledWindow(segment: Segment): number {
  const { packet, sender } = segment;
  if ((packet.flags & SYN) !== 0) return packet.window;
  const scale = sender.analysisMarks & SCALE_MASK;
  if (scale === SCALE_UNKNOWN) return -1;
  return scale === SCALE_UNUSED ? packet.window : packet.window << (scale - SCALE_OF_SHIFT_0);
}

/** SCALE by the option, which counts in any segment, and by what the SYNs agree on. */
export function noteWindowScale(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  if (packet.windowScale >= 0) {
    setScale(sender, SCALE_OF_SHIFT_0 + Math.min(packet.windowScale, MOST_SHIFT));
  }
  if ((packet.flags & SYN) === 0 || packet.optionsSnapped) return;
  if ((sender.analysisMarks & SCALE_MASK) === SCALE_UNKNOWN) {
    setScale(sender, SCALE_UNUSED);
    setScale(receiver, SCALE_UNUSED);
  } else if ((packet.flags & ACK) !== 0 && (receiver.analysisMarks & SCALE_MASK) === SCALE_UNUSED) {
    setScale(sender, SCALE_UNUSED);
  }
}

function setScale(endpoint: EndpointRow, scale: number): void {
  endpoint.analysisMarks = (endpoint.analysisMarks & ~SCALE_MASK) | scale;
}
