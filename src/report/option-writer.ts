import { describeOption } from '../model/describe-option.ts';
import type { Packet } from '../wire/packet.ts';
import { listOptions } from '../wire/transport/tcp-option-list.ts';
import { fragment, type OctetText } from './octet-text.ts';

const FIXED_HEADER = 20;

const NOP = 1;
const MSS = 2;
const WINDOW_SCALE = 3;
const SACK_PERMITTED = 4;
const SACK = 5;
const TIMESTAMPS = 8;

const MSS_LENGTH = 4;
const WINDOW_SCALE_LENGTH = 3;
const SACK_PERMITTED_LENGTH = 2;
const TIMESTAMPS_LENGTH = 10;
const SACK_HEADER = 2;
const SACK_BLOCK = 8;

const COMMA = 0x2c;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

const NOP_TEXT = fragment('{"kind":1,"name":"nop"}');
const MSS_TEXT = fragment('{"kind":2,"name":"mss","mss":');
const WINDOW_SCALE_TEXT = fragment('{"kind":3,"name":"window-scale","shift":');
const SACK_PERMITTED_TEXT = fragment('{"kind":4,"name":"sack-permitted"}');
const SACK_TEXT = fragment('{"kind":5,"name":"sack","blocks":[');
const SACK_LEFT = fragment('{"left":');
const SACK_RIGHT = fragment(',"right":');
const SACK_END = fragment(']}');
const TIMESTAMPS_TEXT = fragment('{"kind":8,"name":"timestamps","tsval":');
const TSECR_TEXT = fragment(',"tsecr":');
const ALIGNED_TEXT = fragment(
  '[{"kind":1,"name":"nop"},{"kind":1,"name":"nop"},{"kind":8,"name":"timestamps","tsval":',
);
const ALIGNED_END = fragment('}]');
const NONE = fragment('[]');

/** NOP, NOP, Timestamps: the option list of most segments. */
const ALIGNED_TIMESTAMPS = 0x0101080a;
const ALIGNED_LENGTH = 12;

/** Writes the options of a segment as the records of `describeOption`, in header order. */
export function writeOptions(text: OctetText, packet: Packet): void {
  const start = packet.tcpOffset + FIXED_HEADER;
  const end = packet.tcpOffset + packet.tcpHeaderLength;
  if (start === end) {
    text.put(NONE);
    return;
  }
  const { view } = packet;
  const isWhole = packet.end >= end;
  if (isWhole && end - start === ALIGNED_LENGTH && view.getInt32(start) === ALIGNED_TIMESTAMPS) {
    text.put(ALIGNED_TEXT);
    text.integer(view.getUint32(start + 4));
    text.put(TSECR_TEXT);
    text.integer(view.getUint32(start + 8));
    text.put(ALIGNED_END);
    return;
  }
  const { at } = text;
  if (isWhole && writeUsual(text, view, start, end)) return;
  text.at = at;
  text.text(JSON.stringify(listOptions(packet).map(describeOption)));
}

/** The options that every day brings; false where there is any other, or one that is malformed. */
function writeUsual(text: OctetText, view: DataView, start: number, end: number): boolean {
  text.octet(OPENING_BRACKET);
  let at = start;
  while (at < end) {
    if (at > start) text.octet(COMMA);
    const length = writeOption(text, view, at, end);
    if (length === 0) return false;
    at += length;
  }
  text.octet(CLOSING_BRACKET);
  return true;
}

/** The length of the option that was written, or 0 where it is none of these. */
function writeOption(text: OctetText, view: DataView, at: number, end: number): number {
  const kind = view.getUint8(at);
  if (kind === NOP) {
    text.put(NOP_TEXT);
    return 1;
  }
  if (at + 1 >= end) return 0;
  const length = view.getUint8(at + 1);
  if (at + length > end) return 0;
  switch (kind) {
    case MSS:
      if (length !== MSS_LENGTH) return 0;
      text.put(MSS_TEXT);
      text.integer(view.getUint16(at + 2));
      text.octet(CLOSING_BRACE);
      return length;
    case WINDOW_SCALE:
      if (length !== WINDOW_SCALE_LENGTH) return 0;
      text.put(WINDOW_SCALE_TEXT);
      text.integer(view.getUint8(at + 2));
      text.octet(CLOSING_BRACE);
      return length;
    case SACK_PERMITTED:
      if (length !== SACK_PERMITTED_LENGTH) return 0;
      text.put(SACK_PERMITTED_TEXT);
      return length;
    case TIMESTAMPS:
      if (length !== TIMESTAMPS_LENGTH) return 0;
      text.put(TIMESTAMPS_TEXT);
      text.integer(view.getUint32(at + 2));
      text.put(TSECR_TEXT);
      text.integer(view.getUint32(at + 6));
      text.octet(CLOSING_BRACE);
      return length;
    case SACK:
      return writeSackBlocks(text, view, at, length) ? length : 0;
    default:
      return 0;
  }
}

function writeSackBlocks(text: OctetText, view: DataView, at: number, length: number): boolean {
  if (length % SACK_BLOCK !== SACK_HEADER || length === SACK_HEADER) return false;
  text.put(SACK_TEXT);
  for (let block = at + SACK_HEADER; block < at + length; block += SACK_BLOCK) {
    if (block > at + SACK_HEADER) text.octet(COMMA);
    text.put(SACK_LEFT);
    text.integer(view.getUint32(block));
    text.put(SACK_RIGHT);
    text.integer(view.getUint32(block + 4));
    text.octet(CLOSING_BRACE);
  }
  text.put(SACK_END);
  return true;
}
