import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { followCapture } from '../../src/capture/follow.ts';
import { OctetWindow } from '../../src/capture/octet-window.ts';
import { CaptureRecord } from '../../src/capture/record.ts';
import { buildPcap, someRecords } from './support/build-capture.ts';

const directory = mkdtempSync(join(tmpdir(), 'tcpdissect-follow-'));
afterAll(() => rmSync(directory, { recursive: true }));

const octets = buildPcap(someRecords(4));

/** Follows a file, and calls `steps[n]` once everything before it was read. */
async function follow(path: string, steps: readonly (() => void)[]): Promise<readonly number[]> {
  const stop = new AbortController();
  const window = new OctetWindow();
  const record = new CaptureRecord();
  const remaining = [...steps];
  const counts: number[] = [];
  for await (const input of followCapture(path, window, stop.signal)) {
    let more = true;
    while (more) {
      while (input.next(record)) {
        // Counted by the facts.
      }
      const refilled = input.refill();
      if (typeof refilled === 'boolean') {
        more = refilled;
        continue;
      }
      // It waits: there is nothing more to read.
      (remaining.shift() ?? (() => stop.abort()))();
      more = await refilled;
    }
    counts.push(input.facts().packets);
  }
  return counts;
}

describe('followCapture', () => {
  it('reads what is appended, record by record or in parts of one', async () => {
    const path = join(directory, 'growing.pcap');
    writeFileSync(path, octets.subarray(0, 110));
    const counts = await follow(path, [
      () => appendFileSync(path, octets.subarray(110, 150)),
      () => appendFileSync(path, octets.subarray(150)),
    ]);
    expect(counts).toEqual([4]);
  });

  it('goes on with the next file after a rotation by renaming', async () => {
    const path = join(directory, 'renamed.pcap');
    writeFileSync(path, octets);
    const counts = await follow(path, [
      () => {
        renameSync(path, `${path}.1`);
        appendFileSync(`${path}.1`, octets.subarray(24));
        writeFileSync(path, octets);
      },
      // The renamed file is over, which is noticed while it waits.
      () => undefined,
    ]);
    expect(counts).toEqual([8, 4]);
  });

  it('goes on with the same file after it was made shorter', async () => {
    const path = join(directory, 'shortened.pcap');
    writeFileSync(path, octets);
    const counts = await follow(path, [
      () => {
        truncateSync(path, 0);
        appendFileSync(path, octets.subarray(0, 200));
      },
    ]);
    expect(counts).toEqual([4, 2]);
  });

  it('refuses a file that does not exist', async () => {
    const path = join(directory, 'missing.pcap');
    await expect(follow(path, [])).rejects.toMatchObject({ code: 'not-found', path });
  });

  it('tells why the system no longer looks the name up', async () => {
    const path = join(directory, 'looped.pcap');
    writeFileSync(path, octets);
    const loop = () => {
      rmSync(path);
      symlinkSync(path, path);
    };
    await expect(follow(path, [loop])).rejects.toMatchObject({ code: 'read-failed', path });
  });

  it('ends when it is told to, before there is a header', async () => {
    const path = join(directory, 'empty.pcap');
    writeFileSync(path, '');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 150);
    const inputs: unknown[] = [];
    for await (const input of followCapture(path, new OctetWindow(), stop.signal)) {
      inputs.push(input);
    }
    expect(inputs).toEqual([]);
  });
});
