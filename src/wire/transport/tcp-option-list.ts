import { halves, sumHeader } from '../checksum.ts';
import type { Packet } from '../packet.ts';
import { hexadecimal, OPTIONS, type OptionRow, type TcpOption } from './tcp-options.ts';

/*
 * An option list: end-of-list and no-operation are single octets, every other option is a kind, a
 * length that counts both, and its value (RFC 9293, section 3.1).
 */
const END_OF_LIST = 0;
const NOP = 1;
const SACK = 5;
const SACK_BLOCK = 8;
const KIND_AND_LENGTH = 2;
const FIXED_HEADER = 20;

/** NOP, NOP, Timestamps of length 10: the whole option list of most segments. */
const ALIGNED_TIMESTAMPS = 0x0101080a;
const ALIGNED_TIMESTAMPS_LENGTH = 12;

/** The same rows as an array by kind: the scan of the hot path looks up nothing else. */
const ROWS: readonly (OptionRow | undefined)[] = Array.from(
  { length: 256 },
  (_, kind) => OPTIONS[kind],
);

/** Bits for the length of an option, which is at most 40 in a header. */
const LENGTH_BITS = 6;

/** 1 for each kind and length of an option that has a place in the summary. */
const IS_NOTED = new Uint8Array(256 << LENGTH_BITS);
ROWS.forEach((row, kind) => {
  if (row?.note === undefined) return;
  for (let length = KIND_AND_LENGTH; length < 1 << LENGTH_BITS; length++) {
    if (row.isLegal(length)) IS_NOTED[(kind << LENGTH_BITS) | length] = 1;
  }
});

/** Where an option list stops before its end. */
const LIST_MALFORMED = -1;

/**
 * The length of the option at `at`, or `LIST_MALFORMED`: its length octet is missing, is below 2 or
 * reaches beyond the header, so that nothing behind it can be read.
 */
function optionLength(view: DataView, at: number, captured: number, end: number): number {
  if (view.getUint8(at) <= NOP) return 1;
  if (at + 1 >= end) return LIST_MALFORMED;
  if (at + 1 >= captured) return KIND_AND_LENGTH; // snapped: the caller sees that it is not all there
  const length = view.getUint8(at + 1);
  return length < KIND_AND_LENGTH || at + length > end ? LIST_MALFORMED : length;
}

/**
 * Fills the summary of the options between `start` and `end` in the packet; allocates nothing.
 *
 * @returns the unfolded sum over their octets, for the checksum; -1 where some are missing
 */
export function noteOptions(packet: Packet, start: number, end: number): number {
  packet.hasTimestamps = false;
  if (packet.mayHaveOtherOptions) forgetOtherOptions(packet);
  if (start === end) return 0;
  const { view } = packet;
  if (
    end - start === ALIGNED_TIMESTAMPS_LENGTH &&
    packet.end >= end &&
    view.getInt32(start) === ALIGNED_TIMESTAMPS
  ) {
    const value = view.getInt32(start + 4);
    const echo = view.getInt32(start + 8);
    packet.hasTimestamps = true;
    packet.timestampValue = value;
    packet.timestampEcho = echo;
    return halves(ALIGNED_TIMESTAMPS) + halves(value) + halves(echo);
  }
  scanOptions(packet, start, end);
  return packet.end < end ? -1 : sumHeader(view, start, end - start);
}

/** Empties the summary of all options but timestamps. */
function forgetOtherOptions(packet: Packet): void {
  packet.mayHaveOtherOptions = false;
  packet.mss = -1;
  packet.windowScale = -1;
  packet.sackPermitted = false;
  packet.sackBlockCount = 0;
  packet.fastOpenCookieLength = -1;
  packet.mptcpSubtypes = 0;
  packet.optionsMalformed = false;
  packet.optionsSnapped = false;
}

function scanOptions(packet: Packet, start: number, end: number): void {
  packet.mayHaveOtherOptions = true;
  const { view } = packet;
  const captured = Math.min(packet.end, end);
  let at = start;
  while (at < captured) {
    const kind = view.getUint8(at);
    if (kind === END_OF_LIST) return;
    const length = optionLength(view, at, captured, end);
    if (length === LIST_MALFORMED) {
      packet.optionsMalformed = true;
      return;
    }
    if (at + length > captured) {
      if (kind === SACK) noteCutSack(packet, at, length, captured);
      break;
    }
    if (IS_NOTED[(kind << LENGTH_BITS) | length] === 1) {
      ROWS[kind]?.note?.(packet, at + KIND_AND_LENGTH, length);
    }
    at += length;
  }
  packet.optionsSnapped = captured < end;
}

/** The blocks that are there whole of a SACK option that the snap length cut, as Wireshark counts them. */
function noteCutSack(packet: Packet, at: number, length: number, captured: number): void {
  const value = at + KIND_AND_LENGTH;
  const there = (captured - value) & -SACK_BLOCK;
  if (there <= 0 || ROWS[SACK]?.isLegal(length) !== true) return;
  ROWS[SACK]?.note?.(packet, value, KIND_AND_LENGTH + there);
}

/** The options of the segment in `packet`, in order; for where one segment is looked at, not for each. */
export function listOptions(packet: Packet): TcpOption[] {
  const { view } = packet;
  const end = packet.tcpOffset + packet.tcpHeaderLength;
  const captured = Math.min(packet.end, end);
  const options: TcpOption[] = [];
  let at = packet.tcpOffset + FIXED_HEADER;
  let isEnded = false;
  while (at < captured) {
    const kind = view.getUint8(at);
    // Behind the end of the list only zeros are padding; anything else is not looked at.
    if (isEnded && kind !== END_OF_LIST) break;
    const length = optionLength(view, at, captured, end);
    if (length === LIST_MALFORMED || at + length > captured) break;
    options.push(readOption(view, kind, at, length));
    isEnded = kind === END_OF_LIST;
    at += length;
  }
  return options;
}

function readOption(view: DataView, kind: number, at: number, length: number): TcpOption {
  if (kind === END_OF_LIST) return { kind: END_OF_LIST, name: 'end-of-list' };
  if (kind === NOP) return { kind: NOP, name: 'nop' };
  const value = at + KIND_AND_LENGTH;
  const row = ROWS[kind];
  if (row === undefined)
    return { kind, name: 'unknown', data: hexadecimal(view, value, at + length) };
  if (row.isLegal(length)) return row.read(view, kind, value, at + length);
  return {
    kind,
    name: 'malformed',
    option: row.name,
    length,
    legal: row.lengths,
    data: hexadecimal(view, value, at + length),
  };
}

/** Why an option list can not be read to its end; `octet` is that of the header where it breaks off. */
export type BrokenOptionList =
  | { readonly kind: 'snapped' }
  | ({ readonly kind: 'no-length' } & BrokenOption)
  /** Below 2, or beyond the header. */
  | ({ readonly kind: 'bad-length'; readonly length: number } & BrokenOption);

interface BrokenOption {
  readonly option: number;
  readonly name: string;
  readonly octet: number;
}

/**
 * Why the option list of the segment in `packet` can not be read to its end, or null; options in
 * front of that place count, and what is wrong within one option is told by `listOptions`.
 */
export function brokenOptionList(packet: Packet): BrokenOptionList | null {
  if (packet.optionsSnapped) return { kind: 'snapped' };
  if (!packet.optionsMalformed) return null;
  const { view } = packet;
  const end = packet.tcpOffset + packet.tcpHeaderLength;
  let at = packet.tcpOffset + FIXED_HEADER;
  let length = optionLength(view, at, end, end);
  while (length !== LIST_MALFORMED) {
    at += length;
    length = optionLength(view, at, end, end);
  }
  const option = view.getUint8(at);
  const name = ROWS[option]?.name ?? 'unknown';
  const broken = { option, name, octet: at - packet.tcpOffset };
  return at + 1 < end
    ? { kind: 'bad-length', length: view.getUint8(at + 1), ...broken }
    : { kind: 'no-length', ...broken };
}
