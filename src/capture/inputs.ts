import { CaptureError } from './capture-error.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import { followCapture } from './follow.ts';
import { CaptureInput, type InputOptions } from './input.ts';
import type { Interruption } from './interruption.ts';
import type { OctetWindow } from './octet-window.ts';
import type { RecordInput } from './record-input.ts';
import { planRecording } from './recording.ts';

export interface RecordingOptions extends InputOptions {
  /** Go on reading while the (one) capture grows, until this is aborted. */
  readonly follow?: Interruption | undefined;
}

/** What opening the captures of a recording comes to, in the order of reading. */
export type Opened =
  | { readonly kind: 'input'; readonly input: RecordInput }
  | { readonly kind: 'failed'; readonly path: string; readonly error: CaptureError }
  | { readonly kind: 'told'; readonly diagnostic: CaptureDiagnostic };

/**
 * Opens the captures of a recording one after the other, each when the one before was read to its
 * end. A capture that cannot be opened is told and passed over; one that was opened already is taken
 * as it is.
 */
export function openInputs(
  inputs: readonly string[] | readonly RecordInput[],
  window: OctetWindow,
  options: RecordingOptions,
): Iterator<Opened> | AsyncIterator<Opened> {
  const opened: Opened[] = [];
  const paths: string[] = [];
  for (const input of inputs) {
    if (typeof input === 'string') paths.push(input);
    else opened.push({ kind: 'input', input });
  }
  return paths.length > 0 ? openPaths(paths, window, options) : opened.values();
}

async function* openPaths(
  paths: readonly string[],
  window: OctetWindow,
  options: RecordingOptions,
): AsyncGenerator<Opened, void, undefined> {
  const [first = ''] = paths;
  try {
    if (options.follow !== undefined) {
      for await (const input of followCapture(first, window, options.follow, options)) {
        yield { kind: 'input', input };
      }
      return;
    }
    const { captures, diagnostics } = await planRecording(paths, window);
    for (const diagnostic of diagnostics) yield { kind: 'told', diagnostic };
    for (const { path } of captures) yield await openOne(path, window, options);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    yield { kind: 'failed', path: error.path ?? first, error };
  }
}

async function openOne(path: string, window: OctetWindow, options: InputOptions): Promise<Opened> {
  try {
    return { kind: 'input', input: await CaptureInput.open(path, window, options) };
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    return { kind: 'failed', path, error };
  }
}
