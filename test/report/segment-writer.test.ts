import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_DEFAULTS, analyze } from '../../src/analyze.ts';
import { describeSegment } from '../../src/model/describe-segment.ts';
import type { OctetBlock } from '../../src/report/octet-text.ts';
import { SegmentWriter } from '../../src/report/segment-writer.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const captures = readdirSync(FIXTURES).filter((name) => /\.pcap/.test(name));

class TestBlock implements OctetBlock {
  readonly octets = Buffer.alloc(1 << 16);
  readonly view = new DataView(this.octets.buffer, this.octets.byteOffset, this.octets.length);
  at = 0;

  makeRoom(): void {
    this.at = 0;
  }

  wrote(): void {}

  write(): void {}

  get line(): string {
    return this.octets.toString('utf8', 0, this.at);
  }
}

describe('SegmentWriter', () => {
  it.each(captures)('writes the records of %s octet for octet', async (name) => {
    const block = new TestBlock();
    let writer: SegmentWriter | undefined;
    for (const verifyChecksums of [true, false]) {
      const inputs = [new URL(name, FIXTURES).pathname];
      writer = undefined;
      await analyze(
        { ...ANALYSIS_DEFAULTS, inputs, verifyChecksums },
        {
          segment(segment, { clock }) {
            writer ??= new SegmentWriter(block, clock);
            writer.write(segment);
            expect(block.line).toBe(`${JSON.stringify(describeSegment(segment, clock))}\n`);
          },
        },
      );
    }
  });
});
