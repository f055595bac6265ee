import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPcap, type WrittenRecord } from '../capture/support/build-capture.ts';

const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;
const FIN_ACK = 0x11;
const PSH_ACK = 0x18;
const SERVER = 0x0a80_0001;
const ROUND_TRIP = 10_000;

/** What is wrong with one connection of many. */
export type Defect = 'reset' | 'bad-checksum' | 'slow-handshake';

/** A capture of so many good connections, all under way at once, and one with a defect. */
export function manyConnections(
  connections: number,
  bad?: { readonly connection: number; readonly defect: Defect },
): Uint8Array {
  const records: WrittenRecord[] = [];
  for (let number = 0; number < connections; number++) {
    const defect = number === bad?.connection ? bad.defect : undefined;
    records.push(...conversation(number, defect));
  }
  records.sort((a, b) => a.seconds - b.seconds || a.nanoseconds - b.nanoseconds);
  return buildPcap(records);
}

/** Writes octets to a file of their own; answers with its path. */
export function fileOf(octets: Uint8Array, name = 'capture.pcap'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tcpdissect-check-')), name);
  writeFileSync(path, octets);
  return path;
}

/** The frames of one connection, a microsecond behind those of the one before. */
function conversation(number: number, defect: Defect | undefined): WrittenRecord[] {
  const client = { address: 0x0a00_0001 + (number >> 14), port: 10_000 + (number & 0x3fff) };
  const server = { address: SERVER, port: 443 };
  const records: WrittenRecord[] = [];
  let microseconds = number;
  let [sent, received] = [number * 7_919, number * 104_729];
  const send = (isUp: boolean, flags: number, octets = 0, isBad = false) => {
    const [from, to] = isUp ? [client, server] : [server, client];
    const [sequence, next] = isUp ? [sent, received] : [received, sent];
    const acknowledgment = flags & ACK ? next : 0;
    const frame = frameOf(from, to, sequence, acknowledgment, flags, octets, isBad);
    const seconds = 1_700_000_000 + Math.floor(microseconds / 1e6);
    records.push({ seconds, nanoseconds: (microseconds % 1e6) * 1_000, frame });
    microseconds += ROUND_TRIP;
    const length = octets + ((flags & (SYN | 1)) !== 0 ? 1 : 0);
    if (isUp) sent += length;
    else received += length;
  };
  send(true, SYN);
  if (defect === 'slow-handshake') microseconds += 300_000;
  send(false, SYN | ACK);
  send(true, ACK);
  send(true, PSH_ACK, 100);
  send(false, PSH_ACK, 300);
  if (defect === 'bad-checksum') send(true, PSH_ACK, 10, true);
  if (defect === 'bad-checksum') sent -= 10;
  send(true, ACK);
  if (defect === 'reset') {
    send(false, RST | ACK);
    return records;
  }
  send(true, FIN_ACK);
  send(false, FIN_ACK);
  send(true, ACK);
  return records;
}

interface End {
  readonly address: number;
  readonly port: number;
}

function frameOf(
  from: End,
  to: End,
  sequence: number,
  acknowledgment: number,
  flags: number,
  octets: number,
  isBad: boolean,
): Uint8Array {
  const frame = new Uint8Array(54 + octets).fill(0x61, 54);
  const view = new DataView(frame.buffer);
  frame.set([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x08, 0x00]);
  view.setUint32(14, 0x4500_0000 + 40 + octets);
  view.setUint32(18, 0x0000_4000);
  view.setUint32(22, 0x4006_0000);
  view.setUint32(26, from.address);
  view.setUint32(30, to.address);
  view.setUint16(24, ~sum(view, 14, 34, 0) & 0xffff);
  view.setUint16(34, from.port);
  view.setUint16(36, to.port);
  view.setUint32(38, sequence >>> 0);
  view.setUint32(42, acknowledgment >>> 0);
  view.setUint16(46, 0x5000 | flags);
  view.setUint16(48, 0x8000);
  const checksum = ~sum(view, 34, frame.length, sum(view, 26, 34, 6 + 20 + octets)) & 0xffff;
  view.setUint16(50, isBad ? checksum ^ 0x5555 : checksum);
  return frame;
}

/** The folded sum of 16-bit words (RFC 1071). */
function sum(view: DataView, from: number, to: number, before: number): number {
  let total = before;
  for (let at = from; at < to; at += 2) {
    total += at + 1 < to ? view.getUint16(at) : view.getUint8(at) << 8;
  }
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return total;
}
