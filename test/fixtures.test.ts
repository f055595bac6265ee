import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const LARGEST_FIXTURE = 50_000;
const CAPTURE = /\.(pcap|pcapng)$/;

const PCAP_HEADER_LENGTH = 24;
const PCAP_RECORD_HEADER_LENGTH = 16;
const LONGEST_RECORD = 262_144;
const PCAP_MAGICS = new Set([0xa1b2c3d4, 0xa1b23c4d]);
const SECTION_HEADER = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const SHORTEST_BLOCK = 12;
const PACKET_BLOCKS = new Set([2, 3, 6]);

interface Row {
  readonly file: string;
  readonly frames: number;
  readonly sha256: string;
}

function readProvenance(): Row[] {
  const rows: Row[] = [];
  for (const line of readFileSync(new URL('PROVENANCE.md', FIXTURES), 'utf8').split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim().replaceAll('`', ''));
    const [, file = '', , , frames = '', , sha256 = ''] = cells;
    if (CAPTURE.test(file)) {
      rows.push({ file, frames: Number(frames), sha256 });
    }
  }
  return rows;
}

/** Counts the records that can be read, by nothing but their lengths: no code of the product. */
function countRecords(octets: Buffer): number {
  if (octets.length < PCAP_HEADER_LENGTH) {
    return 0;
  }
  if (octets.readUInt32LE(0) === SECTION_HEADER) {
    return countPacketBlocks(octets);
  }
  if (PCAP_MAGICS.has(octets.readUInt32LE(0))) {
    return countPcapRecords(octets, (at) => octets.readUInt32LE(at));
  }
  if (PCAP_MAGICS.has(octets.readUInt32BE(0))) {
    return countPcapRecords(octets, (at) => octets.readUInt32BE(at));
  }
  return 0;
}

function countPcapRecords(octets: Buffer, readUInt32: (at: number) => number): number {
  let count = 0;
  let at = PCAP_HEADER_LENGTH;
  while (at + PCAP_RECORD_HEADER_LENGTH <= octets.length) {
    const captured = readUInt32(at + 8);
    at += PCAP_RECORD_HEADER_LENGTH + captured;
    if (captured > LONGEST_RECORD || at > octets.length) {
      break;
    }
    count += 1;
  }
  return count;
}

function countPacketBlocks(octets: Buffer): number {
  let littleEndian = true;
  let count = 0;
  let at = 0;
  while (at + SHORTEST_BLOCK <= octets.length) {
    if (octets.readUInt32LE(at) === SECTION_HEADER) {
      littleEndian = octets.readUInt32LE(at + 8) === BYTE_ORDER_MAGIC;
    }
    const type = littleEndian ? octets.readUInt32LE(at) : octets.readUInt32BE(at);
    const length = littleEndian ? octets.readUInt32LE(at + 4) : octets.readUInt32BE(at + 4);
    at += length;
    if (length < SHORTEST_BLOCK || at > octets.length) {
      break;
    }
    count += PACKET_BLOCKS.has(type) ? 1 : 0;
  }
  return count;
}

describe('PROVENANCE.md', () => {
  const rows = readProvenance();
  const files = readdirSync(FIXTURES).filter((file) => CAPTURE.test(file));

  test('has one row for each fixture and no others', () => {
    expect(rows.map((row) => row.file).sort()).toEqual(files.sort());
  });

  test.each(rows)('tells the truth about $file', ({ file, frames, sha256 }) => {
    const octets = readFileSync(new URL(file, FIXTURES));
    expect(octets.length).toBeLessThanOrEqual(LARGEST_FIXTURE);
    expect(createHash('sha256').update(octets).digest('hex')).toBe(sha256);
    expect(countRecords(octets)).toBe(frames);
  });
});
