import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OctetWindow } from '../../src/capture/octet-window.ts';
import { StreamSource } from '../../src/capture/stream-source.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Both ends of a FIFO of its own. */
function makePipe(name: string): { source: StreamSource; writer: number } {
  const path = join(folder, name);
  spawnSync('mkfifo', [path]);
  // Opened for both, it waits for nobody.
  const writer = openSync(path, 'r+');
  return { source: new StreamSource(openSync(path, 'r')), writer };
}

async function readAll(source: StreamSource, window: OctetWindow): Promise<number[]> {
  const octets: number[] = [];
  while ((await source.fill(window)) > 0) {
    octets.push(...window.bytes.subarray(window.start, window.end));
    window.start = window.end;
    window.makeRoom();
  }
  return octets;
}

describe.skipIf(process.platform === 'win32')('StreamSource', () => {
  it('hands over what the pipe brings, in order, to its end', async () => {
    const { source, writer } = makePipe('whole');
    const wanted = Array.from({ length: 50_000 }, (_, index) => index & 0xff);
    writeSync(writer, Uint8Array.from(wanted));
    closeSync(writer);
    expect(await readAll(source, new OctetWindow())).toEqual(wanted);
    expect(source.consumed).toBe(wanted.length);
    source.close();
  });

  it('keeps what does not fit for the next time', async () => {
    const { source, writer } = makePipe('narrow');
    writeSync(writer, Uint8Array.of(1, 2, 3, 4, 5));
    closeSync(writer);
    const window = new OctetWindow();
    const most = window.bytes.length;
    window.start = window.end = most - 2;
    expect(await source.fill(window)).toBe(2);
    expect([...window.bytes.subarray(most - 2)]).toEqual([1, 2]);
    window.start = window.end = 0;
    expect(await source.fill(window)).toBe(3);
    expect(await source.fill(window)).toBe(0);
    source.close();
  });

  it('ends a wait when it is closed', async () => {
    const { source, writer } = makePipe('quiet');
    const waiting = source.fill(new OctetWindow());
    source.close();
    expect(await waiting).toBe(0);
    closeSync(writer);
  });
});
