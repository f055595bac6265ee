import { closeSync, fstatSync, openSync } from 'node:fs';
import { CaptureError, type CaptureErrorCode } from './capture-error.ts';
import {
  COMPRESSION_MAGIC_LENGTH,
  type Compression,
  compressionOf,
  decompress,
} from './compression/compression.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { OctetWindow } from './octet-window.ts';
import { openCapture } from './open.ts';
import {
  DAMAGED,
  type FormatFacts,
  RECORD,
  type RecordReader,
  STARVED,
  type Timestamp,
} from './reader.ts';
import type { CaptureRecord } from './record.ts';
import { FileSource, type OctetSource, PipeSource } from './source.ts';

const STANDARD_INPUT = 0;

/** What is known of one input: of its headers at once, of its records once it was read. */
export interface CaptureFacts extends FormatFacts {
  /** As the user gave it; `-` is standard input. */
  readonly path: string;
  readonly format: 'pcap' | 'pcapng';
  readonly compression: Compression | undefined;
  /** Records read whole. */
  readonly packets: number;
  /** Sum of their original lengths. */
  readonly bytes: number;
  /** Of the first and the last record, in file order, that carry a time. */
  readonly first: Timestamp | undefined;
  readonly last: Timestamp | undefined;
  /** The input ended inside a record or block; that record is in no count. */
  readonly truncated: boolean;
  /** Reading stopped at damage, or because the system failed; `diagnostics` says how. */
  readonly damaged: boolean;
}

/** Records for the pipe to pull, wherever they come from. */
export interface RecordInput {
  readonly path: string;
  /** What was wrong with the input so far. */
  readonly diagnostics: readonly CaptureDiagnostic[];
  /** Fills `record` with the next one. False asks for `refill`. */
  next(record: CaptureRecord): boolean;
  /**
   * Makes more records available; false where there are none, and `diagnostics` says why if it is
   * not that the input is over. What a record points at is gone afterwards.
   */
  refill(): boolean | Promise<boolean>;
  /** What is known so far; of the whole input once `refill` has answered false. */
  facts(): CaptureFacts;
  close(): void;
}

/**
 * One capture being read: source, window and reader together. The loop of the pipe is
 *
 *     do {
 *       while (input.next(record)) dissect(record);
 *     } while (await input.refill());
 *
 * where a file's `refill` answers without a promise.
 */
export class CaptureInput implements RecordInput {
  readonly path: string;
  readonly diagnostics: CaptureDiagnostic[] = [];
  readonly #source: OctetSource;
  readonly #window: OctetWindow;
  readonly #reader: RecordReader;
  readonly #compression: Compression | undefined;
  #outcome: number = STARVED;
  #isOver = false;
  #truncated = false;
  #damaged = false;

  private constructor(
    path: string,
    source: OctetSource,
    window: OctetWindow,
    reader: RecordReader,
    compression: Compression | undefined,
  ) {
    this.path = path;
    this.#source = source;
    this.#window = window;
    this.#reader = reader;
    this.#compression = compression;
  }

  /**
   * Opens a file, a FIFO or (`-`) standard input, and reads as much as tells its format.
   *
   * @throws CaptureError where there is no such input, or it is no capture.
   */
  static async open(path: string, window: OctetWindow): Promise<CaptureInput> {
    try {
      return await CaptureInput.from(path, openSource(path), window);
    } catch (error) {
      throw named(error, path);
    }
  }

  /** As `open`, for octets that come from anywhere else. */
  static async from(path: string, source: OctetSource, window: OctetWindow): Promise<CaptureInput> {
    window.start = 0;
    window.end = 0;
    window.base = 0;
    let octets = source;
    try {
      const compression = await detectCompression(source, window);
      if (compression !== undefined) {
        octets = await decompress(compression, source, window.bytes.slice(0, window.end));
        window.end = 0;
      }
      const reader = await detect(octets, window);
      return new CaptureInput(path, octets, window, reader, compression);
    } catch (error) {
      octets.close();
      throw named(error, path);
    }
  }

  /** Octets taken from the file or pipe so far, compressed ones where it is compressed. */
  get consumed(): number {
    return this.#source.consumed;
  }

  /** Offset in the (decompressed) input of the next record, for progress. */
  get offset(): number {
    return this.#window.offset;
  }

  next(record: CaptureRecord): boolean {
    const outcome = this.#reader.next(record);
    if (outcome === RECORD) {
      return true;
    }
    this.#outcome = outcome;
    return false;
  }

  refill(): boolean | Promise<boolean> {
    if (this.#isOver) {
      return false;
    }
    if (this.#outcome === DAMAGED) {
      return this.#stopAtDamage();
    }
    makeRoom(this.#window, this.#reader.needed);
    try {
      const added = this.#source.fill(this.#window);
      return typeof added === 'number'
        ? this.#hasFilled(added)
        : added.then(
            (count) => this.#hasFilled(count),
            (error: unknown) => this.#stopAtFailure(error),
          );
    } catch (error) {
      return this.#stopAtFailure(error);
    }
  }

  /** To be called again without harm: by then the descriptor may be another input's. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#source.close();
  }

  facts(): CaptureFacts {
    const { summary, format } = this.#reader;
    return {
      ...this.#reader.describe(),
      path: this.path,
      format,
      compression: this.#compression,
      packets: summary.packets,
      bytes: summary.bytes,
      first: summary.first,
      last: summary.last,
      truncated: this.#truncated,
      damaged: this.#damaged,
    };
  }

  #hasFilled(added: number): boolean {
    if (added > 0) {
      return true;
    }
    if (this.#reader.isInsideRecord) {
      this.#truncated = true;
      const unit = this.#reader.format === 'pcap' ? 'record' : 'block';
      this.#report('warning', 'cut-short', this.#window.offset, [
        `cut short inside the ${unit} at offset ${this.#window.offset}`,
        `expected ${this.#reader.needed} octets, found ${this.#window.available}`,
      ]);
    }
    return this.#stop();
  }

  #stopAtDamage(): boolean {
    const { damage } = this.#reader;
    this.#damaged = true;
    if (damage !== undefined) {
      this.#report('error', damage.code, damage.byteOffset, [damage.message]);
    }
    return this.#stop();
  }

  #stopAtFailure(error: unknown): boolean {
    const { message, code } = asCaptureError(error);
    const isDamage = code !== 'cut-short' && code !== 'trailing-octets';
    this.#damaged = isDamage;
    this.#truncated = code === 'cut-short';
    const byteOffset = this.#window.base + this.#window.end;
    this.#report(isDamage ? 'error' : 'warning', code, byteOffset, [message]);
    return code === 'trailing-octets' ? this.#hasFilled(0) : this.#stop();
  }

  #stop(): boolean {
    const { oddTimestamps } = this.#reader.summary;
    if (oddTimestamps > 0) {
      this.diagnostics.push({
        severity: 'warning',
        code: 'odd-timestamps',
        message: `${oddTimestamps} time stamps have a fraction of a second that is a second or more`,
        byteOffset: undefined,
        frame: undefined,
      });
    }
    this.close();
    return false;
  }

  #report(
    severity: CaptureDiagnostic['severity'],
    code: string,
    byteOffset: number,
    clauses: readonly string[],
  ): void {
    const frame = this.#reader.summary.packets + 1;
    this.diagnostics.push({ severity, code, message: clauses.join(': '), byteOffset, frame });
  }
}

/** Reads until the octets tell their compression. */
async function detectCompression(
  source: OctetSource,
  window: OctetWindow,
): Promise<Compression | undefined> {
  while (window.available < COMPRESSION_MAGIC_LENGTH) {
    if ((await source.fill(window)) === 0) {
      return undefined;
    }
  }
  return compressionOf(window.view, window.start);
}

/** Reads until the octets tell their format. */
async function detect(source: OctetSource, window: OctetWindow): Promise<RecordReader> {
  let ended = false;
  for (;;) {
    const reader = openCapture(window, ended);
    if (reader !== undefined) {
      return reader;
    }
    makeRoom(window, window.available + 1);
    ended = (await source.fill(window)) === 0;
  }
}

/**
 * Makes room for `needed` octets, but never for more than twice what is already there: a length
 * that the file only claims must not cost memory.
 */
function makeRoom(window: OctetWindow, needed: number): void {
  window.makeRoom(Math.min(needed, 2 * window.available));
}

function openSource(path: string): OctetSource {
  const descriptor = path === '-' ? STANDARD_INPUT : openSync(path, 'r');
  const status = fstatSync(descriptor);
  if (status.isDirectory()) {
    if (descriptor !== STANDARD_INPUT) {
      closeSync(descriptor);
    }
    throw new CaptureError({
      code: 'is-a-directory',
      message: 'a directory, not a capture file',
    });
  }
  // Standard input may begin in the middle of its file, so it is read as a pipe is.
  return status.isFile() && descriptor !== STANDARD_INPUT
    ? new FileSource(descriptor)
    : new PipeSource(descriptor);
}

const SYSTEM_ERRORS: ReadonlyMap<string, readonly [CaptureErrorCode, string]> = new Map([
  ['ENOENT', ['not-found', 'no such file']],
  ['ENOTDIR', ['not-found', 'no such file']],
  ['EISDIR', ['is-a-directory', 'a directory, not a capture file']],
  ['EACCES', ['permission-denied', 'permission denied']],
  ['EPERM', ['permission-denied', 'permission denied']],
]);

/** What the system says, in the words of this program. Anything else is a bug and stays one. */
function asCaptureError(error: unknown): CaptureError {
  if (error instanceof CaptureError) {
    return error;
  }
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) {
    throw error;
  }
  const [code, message] = SYSTEM_ERRORS.get(String(error.code)) ?? [
    'read-failed' as const,
    `cannot be read: ${error.message}`,
  ];
  return new CaptureError({ code, message, cause: error });
}

function named(error: unknown, path: string): CaptureError {
  const captureError = asCaptureError(error);
  captureError.path = path;
  return captureError;
}
