import { CaptureInput } from '../../src/capture/input.ts';
import { OctetWindow } from '../../src/capture/octet-window.ts';
import { CaptureRecord } from '../../src/capture/record.ts';

/** Reads a capture, and hands over each record with the octets it points into. */
export async function eachRecord(
  path: string,
  take: (record: CaptureRecord, bytes: Uint8Array, view: DataView) => void,
): Promise<void> {
  const window = new OctetWindow();
  const input = await CaptureInput.open(path, window);
  const record = new CaptureRecord();
  do {
    while (input.next(record)) take(record, window.bytes, window.view);
  } while (await input.refill());
  input.close();
}
