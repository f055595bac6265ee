import { describe, expect, it } from 'vitest';
import { buildPcap, buildPcapng, PcapngWriter, someRecords } from '../support/build-capture.ts';
import { type ReadRecord, readCapture } from '../support/read-capture.ts';

const records = someRecords(4);
const frame = Uint8Array.from({ length: 61 }, (_, index) => index);
const second = 1_000_000n;

function withoutOffset({ byteOffset: _, ...rest }: ReadRecord): unknown {
  return rest;
}

describe('PcapngReader', () => {
  it.each([true, false])(
    'reads what the classic reader reads (little-endian: %s)',
    async (little) => {
      const classic = await readCapture(buildPcap(records, { magic: 0xa1b23c4d }));
      const read = await readCapture(buildPcapng(records, little));
      expect(read.records.map(withoutOffset)).toEqual(classic.records.map(withoutOffset));
      expect(read.facts).toEqual({
        ...classic.facts,
        format: 'pcapng',
        byteOrder: little ? 'little-endian' : 'big-endian',
        snapLength: undefined,
      });
    },
  );

  it('reads sections of both byte orders, each with interfaces of its own', async () => {
    const octets = Uint8Array.of(
      ...new PcapngWriter(true)
        .section()
        .interface(1, 96)
        .interface(113, 64, [{ code: 9, value: Uint8Array.of(9) }])
        .enhanced(1, 5_000_000_001n, { frame })
        .enhanced(0, 5n * second, { frame, originalLength: 1500 }).octets,
      ...new PcapngWriter(false)
        .section()
        .interface(101, 32)
        .enhanced(0, 6n * second, { frame }).octets,
    );
    const read = await readCapture(octets);
    expect(
      read.records.map(({ seconds, nanoseconds, linkType, interfaceIndex, frame: number }) => [
        number,
        seconds,
        nanoseconds,
        linkType,
        interfaceIndex,
      ]),
    ).toEqual([
      [1, 5, 1, 113, 1],
      [2, 5, 0, 1, 0],
      [3, 6, 0, 101, 0],
    ]);
    expect(read.facts).toMatchObject({
      byteOrder: 'mixed',
      timestampResolution: 'per-interface',
      linkTypes: [1, 113, 101],
      snapLength: 96,
      bytes: 61 + 1500 + 61,
    });
  });

  it('reads Simple Packet Blocks, which have no time and obey the snap length', async () => {
    const octets = new PcapngWriter()
      .section()
      .interface(1, 40)
      .simple(frame.subarray(0, 40), 61)
      .simple(frame.subarray(0, 20)).octets;
    const { records: read, facts } = await readCapture(octets);
    expect(
      read.map(({ hasTimestamp, capturedLength, originalLength }) => [
        hasTimestamp,
        capturedLength,
        originalLength,
      ]),
    ).toEqual([
      [false, 40, 61],
      [false, 20, 20],
    ]);
    expect(facts).toMatchObject({ packets: 2, bytes: 81, first: undefined, last: undefined });
  });

  it('reads the obsolete Packet Block and its drop counts', async () => {
    const writer = new PcapngWriter().section().interface(1);
    for (const drops of [3, 0xffff, 4]) {
      const body = writer.body().u16(0).u16(drops).u32(0).u32(7_000_000).u32(frame.length);
      writer.block(2, body.u32(frame.length).raw(frame).octets);
    }
    const { records: read, facts } = await readCapture(writer.octets);
    expect(read.map(({ seconds }) => seconds)).toEqual([7, 7, 7]);
    expect(facts.droppedPackets).toBe(7);
  });

  it('keeps flags, drop counts and comments of packets', async () => {
    const text = new TextEncoder().encode('näher ansehen');
    const flags = new PcapngWriter().body().u32(0x81).octets;
    const drops = new PcapngWriter().body().u64(2n).octets;
    const octets = new PcapngWriter()
      .section([{ code: 1, value: text }])
      .interface(1, 0, [
        { code: 13, value: Uint8Array.of(16) },
        { code: 1, value: text },
      ])
      .enhanced(0, second, { frame }, [
        { code: 1, value: text },
        { code: 1, value: text },
        { code: 2, value: flags },
        { code: 4, value: drops },
      ])
      .enhanced(0, second, { frame }).octets;
    const { records: read, facts } = await readCapture(octets);
    expect(read.map(({ packetFlags, fcsLength }) => [packetFlags, fcsLength])).toEqual([
      [0x81, 4],
      [0, 2],
    ]);
    expect(facts.droppedPackets).toBe(2);
    expect(facts.comments).toEqual([
      { subject: 'section', frame: undefined, text: 'näher ansehen' },
      { subject: 'interface', frame: undefined, text: 'näher ansehen' },
      { subject: 'packet', frame: 1, text: 'näher ansehen' },
      { subject: 'packet', frame: 1, text: 'näher ansehen' },
    ]);
  });

  it('takes the drop count of an interface from its newest statistics', async () => {
    const writer = new PcapngWriter().section().interface(1).interface(1);
    for (const [index, drops] of [
      [0, 5n],
      [1, 2n],
      [0, 9n],
    ] as const) {
      const body = writer.body().u32(index).u32(0).u32(0).u16(5).u16(8).u64(drops);
      writer.block(5, body.octets);
    }
    expect((await readCapture(writer.octets)).facts.droppedPackets).toBe(11);
  });

  it('passes over every other block without holding it', async () => {
    const writer = new PcapngWriter().section().interface(1);
    for (const type of [4, 10, 0xbad, 0x40000bad, 0x12345678]) {
      writer.block(type, new Uint8Array(5_000)).enhanced(0, second, { frame });
    }
    for (const chunk of [1, 7, 4096, undefined]) {
      const { facts, diagnostics } = await readCapture(writer.octets, chunk);
      expect([facts.packets, facts.truncated, diagnostics]).toEqual([5, false, []]);
    }
  });

  it('applies a length that leaves the padding out', async () => {
    const writer = new PcapngWriter().section().interface(1);
    const body = writer.body().u32(0).u32(0).u32(1).u32(1).u32(1).u8(0x45).octets;
    const block = writer.body().u32(6).u32(33).raw(body).padToFour().u32(33).octets;
    const { facts } = await readCapture(writer.raw(block).enhanced(0, 1n, { frame }).octets);
    expect(facts.packets).toBe(2);
  });

  it('ignores options that do not hold together', async () => {
    const writer = new PcapngWriter().section();
    const idb = writer.body().u16(1).u16(0).u32(0).u16(9).u16(200).u32(0).octets;
    const { facts } = await readCapture(writer.block(1, idb).enhanced(0, second, { frame }).octets);
    expect(facts).toMatchObject({ packets: 1, timestampResolution: '1e-6' });
  });

  const start = 28 + 20;
  const good = () => new PcapngWriter().section().interface(1).enhanced(0, second, { frame });
  it.each([
    ['unknown-interface', 'interface', good().enhanced(3, second, { frame }), 8],
    ['record-length', 'captured length', good(), 0],
    ['block-lengths-differ', 'trailer', good(), 0],
    ['block-length', 'total length', good(), 0],
  ])('stops at damage: %s', async (code, field, writer) => {
    const octets = writer.octets;
    const view = new DataView(octets.buffer);
    const block = start + (code === 'unknown-interface' ? 96 : 0);
    const offset = {
      interface: block + 8,
      'captured length': block + 20,
      trailer: octets.length - 4,
      'total length': block + 4,
    }[field];
    if (offset === undefined) {
      throw new Error('no such field');
    }
    if (field !== 'interface') {
      view.setUint32(offset, field === 'total length' ? 16 : 5000, true);
    }
    const { facts, diagnostics } = await readCapture(octets);
    expect(facts).toMatchObject({ truncated: false, damaged: true });
    expect(diagnostics).toMatchObject([{ severity: 'error', code, byteOffset: offset }]);
    expect(diagnostics[0]?.message).toMatch(/expected/);
    expect(diagnostics[0]?.frame).toBe(facts.packets + 1);
  });

  it('stops at a packet before any interface', async () => {
    const octets = new PcapngWriter().section().simple(frame).octets;
    expect((await readCapture(octets)).diagnostics).toMatchObject([{ code: 'unknown-interface' }]);
  });

  it('stops at a later section of a version or byte order that nobody knows', async () => {
    const other = good().section([], [9, 9]);
    expect((await readCapture(other.octets)).diagnostics).toMatchObject([
      { code: 'unsupported-version', frame: 2 },
    ]);
    const octets = good().section().octets;
    octets[octets.length - 28 + 8] = 0;
    expect((await readCapture(octets)).diagnostics).toMatchObject([{ code: 'byte-order-magic' }]);
  });

  it('stops at a length that only the file claims, without buffering for it', async () => {
    const octets = good().enhanced(0, second, { frame }).octets;
    new DataView(octets.buffer).setUint32(start + 96 + 4, 0x7ffffff0, true);
    expect((await readCapture(octets)).diagnostics).toMatchObject([{ code: 'block-length' }]);
  });

  it('tells a capture cut anywhere from a whole one', async () => {
    const whole = good().block(4, new Uint8Array(8)).simple(frame).octets;
    const boundaries = new Map([
      [28, 0],
      [48, 0],
      [144, 1],
      [164, 1],
      [whole.length, 2],
    ]);
    let packets = 0;
    for (let length = 12; length <= whole.length; length += 1) {
      packets = boundaries.get(length) ?? packets;
      const { facts, diagnostics } = await readCapture(whole.subarray(0, length));
      expect([length, facts.packets, facts.truncated]).toEqual([
        length,
        packets,
        !boundaries.has(length),
      ]);
      expect(diagnostics.map(({ code }) => code)).toEqual(facts.truncated ? ['cut-short'] : []);
    }
  });
});
