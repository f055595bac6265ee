import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CaptureInput } from '../../src/capture/input.ts';
import { OctetWindow } from '../../src/capture/octet-window.ts';
import { CaptureRecord } from '../../src/capture/record.ts';
import type { OctetSource } from '../../src/capture/source.ts';
import { buildPcap, someRecords } from './support/build-capture.ts';
import { drain, readCapture, readSource } from './support/read-capture.ts';

const directory = mkdtempSync(join(tmpdir(), 'tcpdissect-input-'));
afterAll(() => rmSync(directory, { recursive: true }));

const octets = buildPcap(someRecords(300));
const file = join(directory, 'some.pcap');
writeFileSync(file, octets);

async function open(path: string) {
  const window = new OctetWindow();
  return { window, input: await CaptureInput.open(path, window) };
}

describe('CaptureInput', () => {
  it('reads a file without a promise', async () => {
    const { input } = await open(file);
    const record = new CaptureRecord();
    let count = 0;
    let more: boolean | Promise<boolean> = true;
    while (more === true) {
      while (input.next(record)) {
        count += 1;
      }
      more = input.refill();
    }
    expect([count, more]).toEqual([300, false]);
    expect(input.refill()).toBe(false);
  });

  it('reads a FIFO as it reads a file', async () => {
    const fifo = join(directory, 'fifo');
    const writer = spawn('sh', ['-c', 'mkfifo "$1"; cat "$2" > "$1"', 'sh', fifo, file]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { input, window } = await open(fifo);
    const { facts, ...read } = await drain(input, window);
    const { facts: expected, ...rest } = await readCapture(octets);
    expect(read).toEqual(rest);
    expect(facts).toEqual({ ...expected, path: fifo });
    writer.kill();
  });

  it.each([
    ['not-found', join(directory, 'missing.pcap')],
    ['not-found', join(file, 'below-a-file.pcap')],
    ['is-a-directory', directory],
  ])('refuses with the code %s', async (code, path) => {
    await expect(open(path)).rejects.toMatchObject({ name: 'CaptureError', code, path });
  });

  it.skipIf(process.getuid?.() === 0)('refuses what it may not read', async () => {
    const secret = join(directory, 'secret.pcap');
    writeFileSync(secret, octets);
    chmodSync(secret, 0);
    await expect(open(secret)).rejects.toMatchObject({ code: 'permission-denied' });
  });

  it('keeps what came before a failure of the system', async () => {
    let filled = false;
    const source: OctetSource = {
      consumed: 0,
      fill(window) {
        if (filled) {
          throw Object.assign(new Error('i/o error'), { code: 'EIO', syscall: 'read' });
        }
        filled = true;
        window.bytes.set(octets.subarray(0, 1000), window.end);
        window.end += 1000;
        return 1000;
      },
      close: () => undefined,
    };
    const { facts, diagnostics } = await readSource(source);
    expect(facts).toMatchObject({ damaged: true, truncated: false });
    expect(facts.packets).toBeGreaterThan(5);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'read-failed' }]);
  });
});
