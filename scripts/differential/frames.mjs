/**
 * Records of a capture as the mutations change them: `{ time, linkType, originalLength, octets }`, with
 * the time in nanoseconds since 1970 (BigInt). What is found here is found without the decoder under
 * test: plain Ethernet, VLAN, raw IP and Linux cooked frames, and IP in them without a tunnel.
 */
import { readCapture } from '../../dist/index.js';

const SECOND = 1_000_000_000n;
const TCP = 6;

/** The records of a capture, of those with the link type of the first. */
export async function readRecords(path, most = Number.POSITIVE_INFINITY) {
  const records = [];
  for await (const { seconds, nanoseconds, linkType, originalLength, octets } of readCapture(
    path,
  )) {
    if (records.length > 0 && records[0].linkType !== linkType) continue;
    const time = BigInt(seconds) * SECOND + BigInt(nanoseconds);
    records.push({ time, linkType, originalLength, octets });
    if (records.length >= most) break;
  }
  return records;
}

export function copyOf(record) {
  return { ...record, octets: record.octets.slice() };
}

/** A pcapng with nanoseconds and an interface for each link type. */
export function toPcapng(records) {
  const linkTypes = [...new Set(records.map(({ linkType }) => linkType))];
  const pieces = [block(0x0a0d0d0a, [0x1a2b3c4d, 1, 0xffff_ffff, 0xffff_ffff])];
  // Option 9, if_tsresol: one octet, 10^-9.
  for (const linkType of linkTypes) pieces.push(block(1, [linkType, 0, (1 << 16) | 9, 9, 0]));
  for (const { time, linkType, originalLength, octets } of records) {
    const high = Number((time >> 32n) & 0xffff_ffffn);
    const low = Number(time & 0xffff_ffffn);
    const length = Math.max(originalLength, octets.length);
    pieces.push(block(6, [linkTypes.indexOf(linkType), high, low, octets.length, length], octets));
  }
  return Buffer.concat(pieces);
}

/** A block of a pcapng file: its type, its words, octets behind them. */
function block(type, words, octets = new Uint8Array(0)) {
  const padded = (octets.length + 3) & ~3;
  const length = 12 + 4 * words.length + padded;
  const made = Buffer.alloc(length);
  for (const [index, word] of [type, length, ...words].entries())
    made.writeUInt32LE(word >>> 0, 4 * index);
  made.set(octets, 8 + 4 * words.length);
  made.writeUInt32LE(length, length - 4);
  return made;
}

/** The records with both addresses of each segment moved, so that its sockets are those of no other variant. */
export function relocated(records, number) {
  if (number === 0) return records;
  return records.map((record) => {
    const copy = copyOf(record);
    const found = segmentIn(copy);
    if (found === undefined) return record;
    const places = found.version === 4 ? [12, 16] : [10, 26];
    for (const at of places) copy.octets[found.ip + at] ^= number;
    fixChecksums(copy);
    return copy;
  });
}

/** Where the IP header begins, by link type; -1: not known, or no IP. */
function ipOffsetOf({ linkType, octets }, view) {
  if (linkType === 101 || linkType === 228 || linkType === 229 || linkType === 12) return 0;
  let offset;
  if (linkType === 1) offset = 12;
  else if (linkType === 113) offset = 14;
  else if (linkType === 0) return 4;
  else return -1;
  while (offset + 2 <= octets.length) {
    const type = view.getUint16(offset);
    if (type === 0x0800 || type === 0x86dd) return offset + 2;
    if (type !== 0x8100 && type !== 0x88a8) return -1;
    offset += 4;
  }
  return -1;
}

/**
 * The TCP segment in a frame: `{ view, ip, tcp, version, payload, end }`, offsets in the octets, `end`
 * behind the payload; undefined where there is none that is whole, or it is not found.
 */
export function segmentIn(record) {
  const { octets } = record;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const ip = ipOffsetOf(record, view);
  if (ip < 0 || ip + 40 > octets.length) return undefined;
  const version = octets[ip] >> 4;
  let tcp;
  let end;
  if (version === 4) {
    if (octets[ip + 9] !== TCP || (view.getUint16(ip + 6) & 0x3fff) !== 0) return undefined;
    tcp = ip + (octets[ip] & 15) * 4;
    end = ip + view.getUint16(ip + 2);
  } else if (version === 6) {
    if (octets[ip + 6] !== TCP) return undefined;
    tcp = ip + 40;
    end = tcp + view.getUint16(ip + 4);
  } else return undefined;
  if (tcp + 20 > octets.length || end > octets.length || end < tcp + 20) return undefined;
  const payload = tcp + (octets[tcp + 12] >> 4) * 4;
  if (payload < tcp + 20 || payload > end) return undefined;
  return { view, ip, tcp, version, payload, end };
}

function sumOf(octets, start, end, initial) {
  let sum = initial;
  for (let at = start; at < end; at++) sum += (at - start) & 1 ? octets[at] : octets[at] << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

/** Makes both checksums right (RFC 1071). */
export function fixChecksums(record) {
  const found = segmentIn(record);
  if (found === undefined) return;
  const { octets } = record;
  const { view, ip, tcp, version, end } = found;
  if (version === 4) {
    view.setUint16(ip + 10, 0);
    view.setUint16(ip + 10, sumOf(octets, ip, tcp, 0));
  }
  let pseudo = TCP + (end - tcp);
  const [from, to] = version === 4 ? [ip + 12, ip + 20] : [ip + 8, ip + 40];
  for (let at = from; at < to; at += 2) pseudo += view.getUint16(at);
  view.setUint16(tcp + 16, 0);
  view.setUint16(tcp + 16, sumOf(octets, tcp, end, pseudo));
}

/** The record with another TCP header's options and payload; both checksums and lengths are made right. */
export function rebuilt(record, { options, payload }) {
  const found = segmentIn(record);
  if (found === undefined) return copyOf(record);
  const { ip, tcp, version } = found;
  const ownOptions = options ?? record.octets.subarray(tcp + 20, found.payload);
  const ownPayload = payload ?? record.octets.subarray(found.payload, found.end);
  const octets = new Uint8Array(tcp + 20 + ownOptions.length + ownPayload.length);
  octets.set(record.octets.subarray(0, tcp + 20));
  octets.set(ownOptions, tcp + 20);
  octets.set(ownPayload, tcp + 20 + ownOptions.length);
  const view = new DataView(octets.buffer);
  octets[tcp + 12] = (((20 + ownOptions.length) / 4) << 4) | (octets[tcp + 12] & 15);
  if (version === 4) view.setUint16(ip + 2, octets.length - ip);
  else view.setUint16(ip + 4, octets.length - tcp);
  const made = { ...record, octets, originalLength: octets.length };
  fixChecksums(made);
  return made;
}

/** Both sockets of a segment, the same text for both directions. */
export function pairOf(record) {
  const found = segmentIn(record);
  if (found === undefined) return undefined;
  const { ip, tcp, version } = found;
  const { octets } = record;
  const [at, size] = version === 4 ? [ip + 12, 4] : [ip + 8, 16];
  const socket = (address, port) =>
    [...octets.subarray(address, address + size), octets[port], octets[port + 1]].join('.');
  const source = socket(at, tcp);
  const destination = socket(at + size, tcp + 2);
  return { source, key: [source, destination].sort().join('-') };
}
