import { MOST_KERNEL_OCTETS } from './checksum-kernel.ts';
import { INVALID, PARTIAL, type Packet, UNVERIFIED, VALID } from './packet.ts';

/*
 * The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of all 16-bit
 * words. Sums are kept unfolded as long as they fit: folding is associative with adding.
 */

const TCP = 6;
/** Where the checksum field lies in the TCP header. */
const CHECKSUM = 16;
const SHORTEST_SEGMENT = 20;
/** Octets that are summed before folding, so that a sum of 16-bit words stays within 31 bits. */
const BLOCK = 0x8000;
/** Below this the call into the kernel costs more than it saves. */
const KERNEL_WORTH = 64;

/** The two 16-bit words of a 32-bit one, added. */
export function halves(word: number): number {
  return (word >>> 16) + (word & 0xffff);
}

/** Folds a sum below 2^32 to 16 bits, carries added in. */
export function fold(sum: number): number {
  const once = halves(sum);
  return (once & 0xffff) + (once >>> 16);
}

/**
 * The ones' complement sum of `octets` octets at `at`, an odd last one padded with zero: 0 to
 * 0xffff. The plain form of what the kernel does, for octets that lie outside of its memory.
 */
export function sumOctets(view: DataView, at: number, octets: number): number {
  const end = at + octets;
  let total = 0;
  let next = at;
  while (end - next >= 4) {
    const stop = next + (end - next > BLOCK ? BLOCK : (end - next) & ~3);
    let sum = 0;
    for (; next < stop; next += 4) sum += halves(view.getInt32(next));
    total = fold(total + sum);
  }
  if (end - next >= 2) {
    total += view.getUint16(next);
    next += 2;
  }
  if (next < end) total += view.getUint8(next) << 8;
  return fold(total);
}

/** The sum over a header, whose length is a multiple of 4, unfolded. */
export function sumHeader(view: DataView, at: number, octets: number): number {
  const end = at + octets;
  let sum = 0;
  for (let next = at; next < end; next += 4) sum += halves(view.getInt32(next));
  return sum;
}

/** Sums octets of the packet by the fastest way there is. */
function sumOf(packet: Packet, at: number, octets: number): number {
  const { kernel } = packet;
  if (kernel !== null && octets >= KERNEL_WORTH && octets <= MOST_KERNEL_OCTETS) {
    return kernel.sum(at, octets);
  }
  return sumOctets(packet.view, at, octets);
}

/** The pseudo-header without its length (RFC 9293, section 3.1; RFC 8200, section 8.1), unfolded. */
export function sumPseudoHeader(packet: Packet): number {
  const sum = TCP + halves(packet.source0) + halves(packet.destination0);
  if (packet.ipVersion === 4) return sum;
  return (
    sum +
    halves(packet.source1) +
    halves(packet.source2) +
    halves(packet.source3) +
    halves(packet.destination1) +
    halves(packet.destination2) +
    halves(packet.destination3)
  );
}

/**
 * The verdict on the TCP checksum of the segment at `packet.tcpOffset`; leaves `packet.payloadSum`.
 *
 * @param headerSum unfolded sum over the `headerOctets` octets of its header
 * @param stored the checksum field
 * @returns an index into `CHECKSUM_STATUS`
 */
export function verifyTcpChecksum(
  packet: Packet,
  headerSum: number,
  headerOctets: number,
  stored: number,
): number {
  const at = packet.tcpOffset;
  const length = packet.wireEnd - at;
  packet.payloadSum = -1;
  if (packet.end < packet.wireEnd || packet.isFirstFragment || packet.ignoresChecksums)
    return UNVERIFIED;
  const pseudo = sumPseudoHeader(packet);
  let sum = pseudo + halves(length) + headerSum;
  if (length > headerOctets) {
    packet.payloadSum = sumOf(packet, at + headerOctets, length - headerOctets);
    sum += packet.payloadSum;
  }
  // 0xffff in place of 0x0000 adds up as well, but is no ones' complement of any sum (RFC 1624).
  if (fold(sum) === 0xffff) return stored === 0xffff ? INVALID : VALID;
  // A sender that offloads leaves the folded sum of the pseudo-header for its network card to
  // complete: with the length, or without it for a card that cuts the segment into several.
  return stored === fold(pseudo + halves(length)) || stored === fold(pseudo) ? PARTIAL : INVALID;
}

/**
 * The IP header or the segment changed on the way, as far as their sums tell: a receiver drops it. A
 * stored 0xffff is `invalid`, as no sender should write it (RFC 1624), but some do, and a receiver
 * that sums what came (RFC 1071) takes it for right.
 */
export function isCorrupt(packet: Packet): boolean {
  return packet.ipChecksum === INVALID || isTcpCorrupt(packet);
}

/** The same of the TCP checksum alone. */
export function isTcpCorrupt(packet: Packet): boolean {
  return packet.tcpChecksum === INVALID && !addsUp(packet);
}

function addsUp(packet: Packet): boolean {
  const stored = packet.view.getUint16(packet.tcpOffset + CHECKSUM);
  return stored === 0xffff && expectedTcpChecksum(packet) === 0;
}

/** True where the octets are a TCP segment by their checksum, with the addresses of the packet. */
export function holdsTcp(packet: Packet, at: number, end: number): boolean {
  const length = end - at;
  if (length < SHORTEST_SEGMENT) return false;
  return fold(sumPseudoHeader(packet) + halves(length) + sumOf(packet, at, length)) === 0xffff;
}

/** What the TCP checksum field should hold, or -1 where octets of the segment are missing. */
export function expectedTcpChecksum(packet: Packet): number {
  const length = packet.wireEnd - packet.tcpOffset;
  if (packet.end < packet.wireEnd || packet.isFirstFragment) return -1;
  const sum =
    sumPseudoHeader(packet) +
    halves(length) +
    sumOctets(packet.view, packet.tcpOffset, CHECKSUM) +
    sumOctets(packet.view, packet.tcpOffset + CHECKSUM + 2, length - CHECKSUM - 2);
  return ~fold(sum) & 0xffff;
}
