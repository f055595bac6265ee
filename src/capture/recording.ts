import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CaptureError } from './capture-error.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import { CaptureInput } from './input.ts';
import type { TellInput } from './input-words.ts';
import type { OctetWindow } from './octet-window.ts';
import { STANDARD_INPUT_PATH } from './open-source.ts';
import type { Timestamp } from './reader.ts';
import { CaptureRecord } from './record.ts';
import type { CaptureFacts } from './record-input.ts';
import { statusOf } from './status-of.ts';
import { captureErrorAt } from './system-error.ts';

/** One capture of a recording, before it is read. */
export interface PlannedCapture {
  readonly path: string;
  /** Time of its first record; undefined where it has none, or cannot be looked at beforehand. */
  readonly first: Timestamp | undefined;
}

/** Captures that are one continuous recording, in the order in which they are to be read. */
export interface RecordingPlan {
  readonly captures: readonly PlannedCapture[];
  readonly diagnostics: readonly CaptureDiagnostic[];
}

/**
 * Finds the captures among files and directories, and puts them in the order of their first packets.
 * Of a directory its files are taken, by name, and those that are no captures are passed over; a
 * file that was named is kept whatever it is, so that reading it tells what is wrong with it. What
 * cannot be looked at twice, as standard input, stays behind what was named before it.
 *
 * @throws CaptureError for a directory without captures.
 */
export async function planRecording(
  paths: readonly string[],
  window: OctetWindow,
): Promise<RecordingPlan> {
  const named = paths.flatMap((path) => expand(path));
  const diagnostics: CaptureDiagnostic[] = [];
  if (named.length === 1) {
    return { captures: named.map(({ path }) => ({ path, first: undefined })), diagnostics };
  }
  const captures: PlannedCapture[] = [];
  let passedOver = 0;
  for (const { path, isFromDirectory } of named) {
    const first = await lookAt(path, window);
    if (first instanceof CaptureError && isFromDirectory && NO_CAPTURE.has(first.code)) {
      passedOver += 1;
    } else {
      captures.push({ path, first: first instanceof CaptureError ? undefined : first });
    }
  }
  if (captures.length === 0) {
    throw new CaptureError({
      code: 'not-a-capture',
      tell: (words) => words.noneIsCapture(passedOver),
      expected: 'a file of pcap or pcapng',
    });
  }
  if (passedOver > 0) {
    diagnostics.push(told('info', 'passed-over', (words) => words.passedOver(passedOver)));
  }
  const ordered = inOrder(captures);
  if (ordered.some((capture, index) => capture !== captures[index])) {
    diagnostics.push(told('info', 'reordered', (words) => words.reordered));
  }
  return { captures: ordered, diagnostics };
}

/** What to tell where a capture begins before the one read before it ends; else undefined. */
export function describeOverlap(
  previous: CaptureFacts,
  next: CaptureFacts,
): CaptureDiagnostic | undefined {
  if (previous.last === undefined || next.first === undefined) {
    return undefined;
  }
  if (compareTimestamps(next.first, previous.last) >= 0) {
    return undefined;
  }
  return told('warning', 'overlap', (words) => words.overlaps(previous.path));
}

interface NamedFile {
  readonly path: string;
  readonly isFromDirectory: boolean;
}

function expand(path: string): readonly NamedFile[] {
  if (path === STANDARD_INPUT_PATH || statusOf(path)?.isDirectory() !== true) {
    return [{ path, isFromDirectory: false }];
  }
  const files = readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
    .map((entry) => join(path, entry.name))
    .filter((file) => statusOf(file)?.isFile())
    .sort();
  if (files.length === 0) {
    throw captureErrorAt(
      path,
      new CaptureError({ code: 'not-a-capture', tell: (words) => words.directoryWithoutFiles }),
    );
  }
  return files.map((file) => ({ path: file, isFromDirectory: true }));
}

/** Codes that say of a file in a directory that it was not meant. */
const NO_CAPTURE: ReadonlySet<string> = new Set(['empty', 'not-a-capture']);

/** The time of a capture's first record that has one, or why it cannot be had. */
async function lookAt(
  path: string,
  window: OctetWindow,
): Promise<Timestamp | undefined | CaptureError> {
  if (path === STANDARD_INPUT_PATH || !statusOf(path)?.isFile()) {
    return undefined;
  }
  try {
    const input = await CaptureInput.open(path, window);
    const record = new CaptureRecord();
    do {
      while (input.facts().first === undefined && input.next(record)) {
        // The facts know of the record.
      }
    } while (input.facts().first === undefined && (await input.refill()));
    input.close();
    return input.facts().first;
  } catch (error) {
    return captureErrorAt(path, error);
  }
}

/** What has no time keeps its place behind what was named before it. */
function inOrder(captures: readonly PlannedCapture[]): readonly PlannedCapture[] {
  let latest: Timestamp | undefined;
  return captures
    .map((capture) => {
      latest = capture.first ?? latest;
      return { capture, time: latest };
    })
    .toSorted((one, other) => compareTimestamps(one.time, other.time))
    .map(({ capture }) => capture);
}

/** Negative where `one` is earlier; what has no time is earliest. */
function compareTimestamps(one: Timestamp | undefined, other: Timestamp | undefined): number {
  if (one === undefined || other === undefined) {
    return Number(one !== undefined) - Number(other !== undefined);
  }
  return one.seconds - other.seconds || one.nanoseconds - other.nanoseconds;
}

function told(
  severity: CaptureDiagnostic['severity'],
  code: string,
  tell: TellInput,
): CaptureDiagnostic {
  return { severity, code, tell, byteOffset: undefined, frame: undefined };
}
