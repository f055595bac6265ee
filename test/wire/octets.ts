import { CHECKSUM_STATUS } from '../../src/wire/checksum-status.ts';
import { decodeFrame } from '../../src/wire/decode.ts';
import { layerName } from '../../src/wire/layer.ts';
import { reasonName } from '../../src/wire/outcome.ts';
import { Packet } from '../../src/wire/packet.ts';

/** Octets from hexadecimal digits; whatever else stands between them is for the reader. */
export function hex(...pieces: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(pieces.join('').replace(/[^0-9a-f]/gi, ''), 'hex'));
}

export function concat(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces));
}

/** The Internet checksum, by the definition: 16-bit words added with their carries (RFC 1071). */
export function internetChecksum(...pieces: readonly Uint8Array[]): number {
  const octets = concat(...pieces);
  let sum = 0;
  octets.forEach((octet, index) => {
    sum += index % 2 === 0 ? octet * 256 : octet;
  });
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

const u16 = (value: number) => hex(value.toString(16).padStart(4, '0'));
const u32 = (value: number) => hex((value >>> 0).toString(16).padStart(8, '0'));

export interface TcpFields {
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly flags?: number;
  readonly window?: number;
  readonly urgentPointer?: number;
  readonly options?: Uint8Array;
  readonly payload?: Uint8Array;
  /** In 32-bit words; by default what the options need. */
  readonly dataOffset?: number;
}

const A4 = hex('0a000001');
const B4 = hex('0a000002');
const A6 = hex('20010db8 00000000 00000000 00000001');
const B6 = hex('20010db8 00000000 00000000 00000002');

/** A TCP segment with the right checksum for the addresses. */
export function tcp(fields: TcpFields = {}, source = A4, destination = B4): Uint8Array {
  const options = fields.options ?? new Uint8Array(0);
  const payload = fields.payload ?? new Uint8Array(0);
  const words = fields.dataOffset ?? 5 + options.length / 4;
  const segment = concat(
    u16(fields.sourcePort ?? 40000),
    u16(fields.destinationPort ?? 80),
    u32(fields.sequence ?? 1000),
    u32(fields.acknowledgment ?? 5000),
    u16((words << 12) | (fields.flags ?? 0x10)),
    u16(fields.window ?? 512),
    hex('0000'),
    u16(fields.urgentPointer ?? 0),
    options,
    payload,
  );
  const pseudo = concat(source, destination, u32(segment.length), u32(6));
  segment.set(u16(internetChecksum(pseudo, segment)), 16);
  return segment;
}

export interface Ipv4Fields {
  readonly protocol?: number;
  readonly options?: Uint8Array;
  /** Flags and fragment offset. */
  readonly fragment?: number;
  readonly totalLength?: number;
  readonly identification?: number;
}

export function ipv4(payload: Uint8Array, fields: Ipv4Fields = {}): Uint8Array {
  const options = fields.options ?? new Uint8Array(0);
  const length = 20 + options.length;
  const header = concat(
    u16(0x4000 + length * 64),
    u16(fields.totalLength ?? length + payload.length),
    u16(fields.identification ?? 1),
    u16(fields.fragment ?? 0x4000),
    hex('40', (fields.protocol ?? 6).toString(16).padStart(2, '0'), '0000'),
    A4,
    B4,
    options,
  );
  header.set(u16(internetChecksum(header)), 10);
  return concat(header, payload);
}

export function ipv6(
  payload: Uint8Array,
  nextHeader = 6,
  payloadLength = payload.length,
): Uint8Array {
  const header = concat(
    hex('60000000'),
    u16(payloadLength),
    hex(nextHeader.toString(16).padStart(2, '0'), '40'),
    A6,
    B6,
  );
  return concat(header, payload);
}

export function tcp6(fields: TcpFields = {}): Uint8Array {
  return tcp(fields, A6, B6);
}

export function ethernet(payload: Uint8Array, type = 0x0800): Uint8Array {
  return concat(hex('020000000002 020000000001'), u16(type), payload);
}

export interface DecodeOptions {
  readonly linkType?: number;
  /** Octets captured, when fewer than the frame has. */
  readonly captured?: number;
  readonly fcsLength?: number;
  readonly verifyChecksums?: boolean;
}

/** Decodes a frame that lies somewhere within a larger window, as it does in a capture. */
export function decode(frame: Uint8Array, options: DecodeOptions = {}): Packet {
  const captured = options.captured ?? frame.length;
  const before = 7;
  const bytes = new Uint8Array(before + frame.length + 32).fill(0xee);
  bytes.set(frame.subarray(0, captured), before);
  const packet = new Packet();
  packet.attach(bytes, new DataView(bytes.buffer));
  packet.ignoresChecksums = options.verifyChecksums === false;
  decodeFrame(packet, {
    linkType: options.linkType ?? 1,
    start: before,
    end: before + captured,
    originalLength: frame.length,
    fcsLength: options.fcsLength ?? 0,
  });
  return packet;
}

export function outcomeOf(packet: Packet): string {
  return reasonName(packet.outcome);
}

export function layersOf(packet: Packet): string[] {
  return [...packet.layers.subarray(0, packet.layerCount)].map(layerName);
}

export function checksumsOf(packet: Packet): string {
  return `${CHECKSUM_STATUS[packet.ipChecksum]} ${CHECKSUM_STATUS[packet.tcpChecksum]}`;
}

export function text(value: string): Uint8Array {
  return Uint8Array.from(Buffer.from(value));
}
