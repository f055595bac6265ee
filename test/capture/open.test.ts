import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.ts';
import { buildPcap, OctetWriter, someRecords } from './support/build-capture.ts';
import { readCapture } from './support/read-capture.ts';

const text = (content: string) => new TextEncoder().encode(content);
const octets = (...values: number[]) => Uint8Array.from(values);

async function refusal(content: Uint8Array): Promise<CaptureError> {
  const error = await readCapture(content).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CaptureError)) {
    throw new Error('expected a CaptureError');
  }
  return error;
}

describe('openCapture', () => {
  it.each([
    ['text', text('hello, world\n')],
    ['text', text('größer')],
    ['text', text('abc')],
    ['an HTML page', text('\n<!DOCTYPE html><html></html>')],
    ['XML text', text('<?xml version="1.0"?>')],
    ['JSON text', text('{"captures": []}')],
    ['a script', text('#!/bin/sh\n')],
    ['xz data', octets(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
    ['an ELF program', octets(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)],
    ['a PNG image', octets(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)],
    ['a snoop capture (Solaris)', octets(0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0)],
    ['nothing but zero octets', new Uint8Array(100)],
    ['an ERF capture (Endace)', octets(1, 2, 3, 4, 5, 6, 7, 8, 2, 4, 0, 96, 0, 0, 0, 80)],
    [
      'pcapng with a damaged byte-order magic',
      octets(0x0a, 0x0d, 0x0d, 0x0a, 0x1c, 0, 0, 0, 9, 9, 9, 9),
    ],
    ['a pcap file with a damaged magic number', octets(0xd4, 0xc3, 0xb2, 0xa2, 2, 0, 4, 0)],
  ])('says what it looks like: %s', async (description, content) => {
    const error = await refusal(content);
    expect(error.code).toBe('not-a-capture');
    expect(error.message).toBe(`not a packet capture: it looks like ${description}`);
    expect(error.byteOffset).toBe(0);
    expect(error.path).toBe('capture');
  });

  it('has nothing to say of octets that look like nothing', async () => {
    expect((await refusal(octets(200, 1, 2, 201, 3))).message).toBe('not a packet capture');
  });

  it('tells an empty input', async () => {
    expect(await refusal(octets())).toMatchObject({ code: 'empty', message: 'empty' });
  });

  it('tells a header that is cut', async () => {
    const whole = buildPcap([]);
    for (let length = 4; length < whole.length; length += 1) {
      expect((await refusal(whole.subarray(0, length))).code).toBe('cut-in-header');
    }
    const section = new OctetWriter(true).u32(0x0a0d0d0a).u32(28).octets;
    expect((await refusal(section)).code).toBe('cut-in-header');
  });

  it.each([
    [[2, 4], []],
    [[2, 9], []],
    [[543, 0], []],
    [[3, 0], ['unknown-version']],
    [[9, 9], ['unknown-version']],
  ] as const)('warns of a version that nobody has defined: %j', async (version, codes) => {
    const lengthsSwapped = version[0] === 543;
    const octets = buildPcap(someRecords(3), { version, lengthsSwapped });
    const { facts, diagnostics } = await readCapture(octets);
    expect(facts.packets).toBe(3);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    for (const { severity, byteOffset, message } of diagnostics) {
      expect([severity, byteOffset]).toEqual(['warning', 4]);
      expect(message).toContain(`version ${version.join('.')}, which is unknown`);
    }
  });

  it('tells a version that nobody reads', async () => {
    expect(await refusal(buildPcap([], { version: [1, 0] }))).toMatchObject({
      code: 'unsupported-version',
      byteOffset: 4,
    });
  });
});
