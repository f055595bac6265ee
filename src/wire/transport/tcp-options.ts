import type { Packet } from '../packet.ts';

const KIND_AND_LENGTH = 2;
const MPTCP = 30;
/** RFC 7413 as an experiment under RFC 6994: kind 254 with this identifier. */
const FAST_OPEN_EXID = 0xf989;

/** One option as the header holds it. Numbers are the header's integers, octets are hexadecimal. */
export type TcpOption =
  | { readonly kind: 0; readonly name: 'end-of-list' }
  | { readonly kind: 1; readonly name: 'nop' }
  | { readonly kind: number; readonly name: 'mss'; readonly mss: number }
  | { readonly kind: number; readonly name: 'window-scale'; readonly shift: number }
  | { readonly kind: number; readonly name: 'sack-permitted' }
  | { readonly kind: number; readonly name: 'sack'; readonly blocks: readonly SackBlock[] }
  | {
      readonly kind: number;
      readonly name: 'timestamps';
      readonly tsval: number;
      readonly tsecr: number;
    }
  | { readonly kind: number; readonly name: 'md5'; readonly digest: string }
  | {
      readonly kind: number;
      readonly name: 'user-timeout';
      readonly granularity: number;
      readonly timeout: number;
    }
  | {
      readonly kind: number;
      readonly name: 'tcp-ao';
      readonly keyId: number;
      readonly rNextKeyId: number;
      readonly mac: string;
    }
  | {
      readonly kind: number;
      readonly name: 'mptcp';
      readonly subtype: number;
      readonly data: string;
    }
  | { readonly kind: number; readonly name: 'fast-open'; readonly cookie: string }
  | {
      readonly kind: number;
      readonly name: 'accurate-ecn';
      readonly order: 0 | 1;
      readonly counters: readonly number[];
    }
  | {
      readonly kind: number;
      readonly name: 'experimental';
      readonly exId: number;
      readonly data: string;
    }
  | { readonly kind: number; readonly name: 'unknown'; readonly data: string }
  | {
      readonly kind: number;
      readonly name: 'malformed';
      readonly option: string;
      readonly length: number;
      readonly legal: LegalLengths;
      readonly data: string;
    };

/** Raw sequence numbers, unsigned; `right` is the one behind the block. */
export interface SackBlock {
  readonly left: number;
  readonly right: number;
}

/** The legal lengths of an option as its specification has them, kind and length octets counted. */
export type LegalLengths =
  | { readonly kind: 'one-of'; readonly lengths: readonly number[] }
  | { readonly kind: 'least'; readonly length: number }
  /** So many, and as many again for each block. */
  | { readonly kind: 'blocks'; readonly first: number; readonly each: number }
  /** One, or any even one within bounds. */
  | { readonly kind: 'even'; readonly or: number; readonly from: number; readonly to: number };

/** How one kind of option is checked and read. */
export interface OptionRow {
  readonly name: string;
  readonly lengths: LegalLengths;
  readonly isLegal: (length: number) => boolean;
  /** Fills the packet's summary; `value` is the offset of the option's value. */
  readonly note?: (packet: Packet, value: number, length: number) => void;
  readonly read: (view: DataView, kind: number, value: number, end: number) => TcpOption;
}

const exactly = (wanted: number) => (length: number) => length === wanted;
const atLeast = (least: number) => (length: number) => length >= least;

const EXPERIMENT: OptionRow = {
  name: 'experimental',
  lengths: { kind: 'least', length: 4 }, // RFC 6994
  isLegal: atLeast(4),
  note(packet, value, length) {
    if (packet.view.getUint16(value) === FAST_OPEN_EXID) packet.fastOpenCookieLength = length - 4;
  },
  read: (view, kind, value, end) => ({
    kind,
    name: 'experimental',
    exId: view.getUint16(value),
    data: hexadecimal(view, value + 2, end),
  }),
};

/** Accurate ECN (RFC 9768, section 3.2.3): up to three counters of 24 bits, in one of two orders. */
const accurateEcn = (order: 0 | 1): OptionRow => ({
  name: 'accurate-ecn',
  lengths: { kind: 'one-of', lengths: [2, 5, 8, 11] },
  isLegal: (length) => length % 3 === 2 && length <= 11,
  read(view, kind, value, end) {
    const counters: number[] = [];
    for (let at = value; at < end; at += 3)
      counters.push((view.getUint16(at) << 8) | view.getUint8(at + 2));
    return { kind, name: 'accurate-ecn', order, counters };
  },
});

/** The options that are read, by kind (IANA, TCP option kind numbers). */
export const OPTIONS: Readonly<Record<number, OptionRow>> = {
  2: {
    name: 'mss', // RFC 9293, section 3.7.1
    lengths: { kind: 'one-of', lengths: [4] },
    isLegal: exactly(4),
    note(packet, value) {
      packet.mss = packet.view.getUint16(value);
    },
    read: (view, kind, value) => ({ kind, name: 'mss', mss: view.getUint16(value) }),
  },
  3: {
    name: 'window-scale', // RFC 7323, section 2.2
    lengths: { kind: 'one-of', lengths: [3] },
    isLegal: exactly(3),
    note(packet, value) {
      packet.windowScale = packet.view.getUint8(value);
    },
    read: (view, kind, value) => ({ kind, name: 'window-scale', shift: view.getUint8(value) }),
  },
  4: {
    name: 'sack-permitted', // RFC 2018, section 2
    lengths: { kind: 'one-of', lengths: [2] },
    isLegal: exactly(2),
    note(packet) {
      packet.sackPermitted = true;
    },
    read: (_view, kind) => ({ kind, name: 'sack-permitted' }),
  },
  5: {
    name: 'sack', // RFC 2018, section 3
    lengths: { kind: 'blocks', first: 2, each: 8 },
    isLegal: (length) => length % 8 === 2 && length > 2,
    note(packet, value, length) {
      packet.sackBlockCount = (length - KIND_AND_LENGTH) >>> 3;
      for (let edge = 0; edge < packet.sackBlockCount * 2; edge++) {
        packet.sackEdges[edge] = packet.view.getInt32(value + edge * 4);
      }
    },
    read(view, kind, value, end) {
      const blocks: SackBlock[] = [];
      for (let at = value; at + 8 <= end; at += 8) {
        blocks.push({ left: view.getUint32(at), right: view.getUint32(at + 4) });
      }
      return { kind, name: 'sack', blocks };
    },
  },
  8: {
    name: 'timestamps', // RFC 7323, section 3.2
    lengths: { kind: 'one-of', lengths: [10] },
    isLegal: exactly(10),
    note(packet, value) {
      packet.hasTimestamps = true;
      packet.timestampValue = packet.view.getInt32(value);
      packet.timestampEcho = packet.view.getInt32(value + 4);
    },
    read: (view, kind, value) => ({
      kind,
      name: 'timestamps',
      tsval: view.getUint32(value),
      tsecr: view.getUint32(value + 4),
    }),
  },
  19: {
    name: 'md5', // RFC 2385, section 3.0
    lengths: { kind: 'one-of', lengths: [18] },
    isLegal: exactly(18),
    read: (view, kind, value, end) => ({
      kind,
      name: 'md5',
      digest: hexadecimal(view, value, end),
    }),
  },
  28: {
    name: 'user-timeout', // RFC 5482, section 3
    lengths: { kind: 'one-of', lengths: [4] },
    isLegal: exactly(4),
    read(view, kind, value) {
      const word = view.getUint16(value);
      return { kind, name: 'user-timeout', granularity: word >>> 15, timeout: word & 0x7fff };
    },
  },
  29: {
    name: 'tcp-ao', // RFC 5925, section 2.2
    lengths: { kind: 'least', length: 4 },
    isLegal: atLeast(4),
    read: (view, kind, value, end) => ({
      kind,
      name: 'tcp-ao',
      keyId: view.getUint8(value),
      rNextKeyId: view.getUint8(value + 1),
      mac: hexadecimal(view, value + 2, end),
    }),
  },
  [MPTCP]: {
    name: 'mptcp', // RFC 8684, section 3
    lengths: { kind: 'least', length: 3 },
    isLegal: atLeast(3),
    note(packet, value) {
      packet.mptcpSubtypes |= 1 << (packet.view.getUint8(value) >>> 4);
    },
    read: (view, kind, value, end) => ({
      kind,
      name: 'mptcp',
      subtype: view.getUint8(value) >>> 4,
      data: hexadecimal(view, value, end),
    }),
  },
  34: {
    name: 'fast-open', // RFC 7413, section 4.1.1: no cookie, or 4 to 16 octets
    lengths: { kind: 'even', or: 2, from: 6, to: 18 },
    isLegal: (length) => length === 2 || (length >= 6 && length <= 18 && length % 2 === 0),
    note(packet, _value, length) {
      packet.fastOpenCookieLength = length - KIND_AND_LENGTH;
    },
    read: (view, kind, value, end) => ({
      kind,
      name: 'fast-open',
      cookie: hexadecimal(view, value, end),
    }),
  },
  172: accurateEcn(0),
  174: accurateEcn(1),
  253: EXPERIMENT,
  254: EXPERIMENT,
};

/** Octets as hexadecimal digits. */
export function hexadecimal(view: DataView, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += view.getUint8(at).toString(16).padStart(2, '0');
  return text;
}
