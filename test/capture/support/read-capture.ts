import type { CaptureDiagnostic } from '../../../src/capture/diagnostic.ts';
import { CaptureInput, type InputOptions } from '../../../src/capture/input.ts';
import { INPUT_ENGLISH } from '../../../src/capture/input-english.ts';
import { OctetWindow } from '../../../src/capture/octet-window.ts';
import { CaptureRecord } from '../../../src/capture/record.ts';
import type { CaptureFacts, RecordInput } from '../../../src/capture/record-input.ts';
import { MemorySource, type OctetSource } from '../../../src/capture/source.ts';

/** A record as read, with a copy of its frame. */
export type ReadRecord = Omit<CaptureRecord, 'start' | 'end'> & { readonly frameOctets: string };

/** A diagnostic with what it says in English. */
export type ReadDiagnostic = Omit<CaptureDiagnostic, 'tell'> & { readonly message: string };

export interface ReadCapture {
  readonly records: readonly ReadRecord[];
  readonly facts: CaptureFacts;
  readonly diagnostics: readonly ReadDiagnostic[];
}

/** Reads everything that an input has. */
export async function drain(input: RecordInput, window: OctetWindow): Promise<ReadCapture> {
  const records: ReadRecord[] = [];
  const record = new CaptureRecord();
  do {
    while (input.next(record)) {
      const { start, end, ...fields } = record;
      const frameOctets = Buffer.from(window.bytes.subarray(start, end)).toString('hex');
      records.push({ ...fields, frameOctets });
    }
  } while (await input.refill());
  const diagnostics = input.diagnostics.map(({ tell, ...rest }) => ({
    ...rest,
    message: tell(INPUT_ENGLISH),
  }));
  return { records, facts: input.facts(), diagnostics };
}

/** Reads a capture in memory, at most `chunk` octets at a time. */
export function readCapture(
  octets: Uint8Array,
  chunk?: number,
  options: InputOptions = {},
): Promise<ReadCapture> {
  return readSource(new MemorySource(octets, chunk), options);
}

export async function readSource(
  source: OctetSource,
  options: InputOptions = {},
): Promise<ReadCapture> {
  const window = new OctetWindow();
  return drain(await CaptureInput.from('capture', source, window, options), window);
}
