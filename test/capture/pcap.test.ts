import { describe, expect, it } from 'vitest';
import { buildPcap, type PcapForm, someRecords } from './support/build-capture.ts';
import { readCapture } from './support/read-capture.ts';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const records = someRecords(5);
const modifiedFields = Uint8Array.of(2, 0, 0, 0, 0, 8, 0, 0);

const variants: readonly (readonly [name: string, form: PcapForm])[] = [
  ['little-endian, microseconds', {}],
  ['big-endian, microseconds', { littleEndian: false }],
  ['little-endian, nanoseconds', { magic: 0xa1b23c4d }],
  ['big-endian, nanoseconds', { magic: 0xa1b23c4d, littleEndian: false }],
  ['snap length 0', { snapLength: 0 }],
  ['modified', { magic: 0xa1b2cd34, recordExtra: modifiedFields }],
  [
    'modified, early form',
    { magic: 0xa1b2cd34, recordExtra: Uint8Array.of(...modifiedFields, 0, 0, 0, 0) },
  ],
  ['modified under the standard magic number', { recordExtra: modifiedFields }],
  ['Nokia', { recordExtra: Uint8Array.of(0x9f, 0xbf, 0xb6, 0x01), littleEndian: false }],
  ['Ixia, microseconds', { magic: 0x1c0001ab }],
  ['Ixia, nanoseconds', { magic: 0x1c0001ac, littleEndian: false }],
  ['version 2.2, original length first', { version: [2, 2], lengthsSwapped: true }],
  ['version 2.3, original length first', { version: [2, 3], lengthsSwapped: true }],
  ['version 2.3', { version: [2, 3] }],
  ['DG/UX', { version: [543, 0], lengthsSwapped: true }],
];

describe('PcapReader', () => {
  it.each(variants)('reads the variant: %s', async (_name, form) => {
    const read = await readCapture(buildPcap(records, form));
    expect(read.diagnostics).toEqual([]);
    expect(
      read.records.map(({ seconds, nanoseconds, capturedLength, originalLength, frameOctets }) => ({
        seconds,
        nanoseconds,
        capturedLength,
        originalLength,
        frameOctets,
      })),
    ).toEqual(
      records.map(({ seconds, nanoseconds, frame, originalLength }) => ({
        seconds,
        nanoseconds,
        capturedLength: frame.length,
        originalLength,
        frameOctets: Buffer.from(frame).toString('hex'),
      })),
    );
  });

  it('tells what the header says', async () => {
    const { facts } = await readCapture(
      buildPcap(records, { magic: 0xa1b23c4d, littleEndian: false, snapLength: 96, network: 113 }),
    );
    expect(facts).toEqual({
      path: 'capture',
      format: 'pcap',
      compression: undefined,
      byteOrder: 'big-endian',
      timestampResolution: '1e-9',
      linkTypes: [113],
      snapLength: 96,
      droppedPackets: undefined,
      comments: [],
      packets: 5,
      bytes: 60 + 62 + 64 + 66 + 68,
      first: { seconds: 1_700_000_000, nanoseconds: 0 },
      last: { seconds: 1_700_000_004, nanoseconds: 4000 },
      truncated: false,
      damaged: false,
      repairs: 0,
      skippedOctets: 0,
    });
  });

  it('takes the frame check sequence from the link-type word', async () => {
    const read = await readCapture(buildPcap(records, { network: 0x24000001 }));
    expect(read.records.map(({ linkType, fcsLength }) => [linkType, fcsLength])).toEqual(
      records.map(() => [1, 4]),
    );
  });

  it('leaves the pseudo-header of a link type out of the sum of lengths', async () => {
    const { facts } = await readCapture(buildPcap(records, { network: 204 }));
    expect(facts.bytes).toBe(320 - 5);
  });

  it('reads a loopback capture, which looks like the modified variant at first', async () => {
    const frame = new Uint8Array(60);
    const loopback = [1, 2, 3].map((seconds) => ({ seconds, nanoseconds: 0, frame }));
    for (const count of [1, 2, 3]) {
      const { facts } = await readCapture(buildPcap(loopback.slice(0, count)));
      expect(facts.packets).toBe(count);
    }
  });

  it('reads a header alone, and frames without octets', async () => {
    expect((await readCapture(buildPcap([]))).facts).toMatchObject({
      packets: 0,
      truncated: false,
    });
    const empty = { seconds: 1, nanoseconds: 0, frame: new Uint8Array(0), originalLength: 60 };
    expect((await readCapture(buildPcap([empty, empty]))).facts).toMatchObject({
      packets: 2,
      bytes: 120,
    });
  });

  it('tells a capture cut anywhere from a whole one', async () => {
    const whole = buildPcap(records);
    let complete = 0;
    let boundary = FILE_HEADER;
    for (let length = FILE_HEADER; length <= whole.length; length += 1) {
      const next = records[complete];
      if (next !== undefined && length === boundary + RECORD_HEADER + next.frame.length) {
        boundary = length;
        complete += 1;
      }
      const { facts, diagnostics } = await readCapture(whole.subarray(0, length));
      const isCut = length !== boundary;
      expect([length, facts.packets, facts.truncated, facts.damaged]).toEqual([
        length,
        complete,
        isCut,
        false,
      ]);
      expect(
        diagnostics.map(({ severity, code, byteOffset, frame }) => [
          severity,
          code,
          byteOffset,
          frame,
        ]),
      ).toEqual(isCut ? [['warning', 'cut-short', boundary, complete + 1]] : []);
    }
    expect(complete).toBe(records.length);
  });

  it('stops at an impossible length and keeps what came before', async () => {
    const octets = buildPcap(records);
    const third = FILE_HEADER + 2 * RECORD_HEADER + 60 + 61;
    new DataView(octets.buffer).setUint32(third + 8, 262_145, true);
    const { facts, diagnostics } = await readCapture(octets);
    expect(facts).toMatchObject({ packets: 2, truncated: false, damaged: true });
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'record-length',
        message: 'a record claims 262145 captured octets, expected at most 262144',
        byteOffset: third + 8,
        frame: 3,
      },
    ]);
  });

  it('reads a frame that is larger than the window', async () => {
    const frame = Uint8Array.from({ length: 3_000_000 }, (_, index) => index & 0xff);
    const { records: read } = await readCapture(
      buildPcap([{ seconds: 1, nanoseconds: 0, frame }, ...records], { network: 231 }),
    );
    expect(read.map(({ capturedLength }) => capturedLength)).toEqual([
      3_000_000, 60, 61, 62, 63, 64,
    ]);
    expect(read[0]?.frameOctets).toBe(Buffer.from(frame).toString('hex'));
  });

  it('carries a fraction that exceeds its second, and says so', async () => {
    const octets = buildPcap(records.slice(0, 1));
    new DataView(octets.buffer).setUint32(FILE_HEADER + 4, 1_500_000, true);
    const read = await readCapture(octets);
    expect(read.records[0]).toMatchObject({ seconds: 1_700_000_001, nanoseconds: 500_000_000 });
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['odd-timestamps']);
  });
});
