import {
  COMPRESSION_MAGIC_LENGTH,
  type Compression,
  compressionOf,
  decompress,
} from './compression/compression.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { TellInput } from './input-words.ts';
import type { OctetWindow } from './octet-window.ts';
import { type OpenedCapture, openCapture } from './open.ts';
import { openSource } from './open-source.ts';
import { DAMAGED, RECORD, type RecordReader, STARVED } from './reader.ts';
import type { CaptureRecord } from './record.ts';
import type { CaptureFacts, RecordInput } from './record-input.ts';
import type { OctetSource } from './source.ts';
import { asCaptureError, captureErrorAt } from './system-error.ts';

/** Enough to see what is wrong; a file that is damaged everywhere must not fill the memory. */
const MOST_DIAGNOSTICS = 200;

export interface InputOptions {
  /** Goes on behind damage, where that is safe. */
  readonly repair?: boolean;
}

/** What one input is read with. */
interface InputParts {
  readonly path: string;
  readonly source: OctetSource;
  readonly window: OctetWindow;
  readonly reader: RecordReader;
  readonly compression: Compression | undefined;
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
  readonly #repairs: boolean;
  #outcome: number = STARVED;
  #isOver = false;
  #truncated = false;
  #damaged = false;
  /** The source ended before its time, so that what is left over needs no other explanation. */
  #hasFailed = false;
  #repairCount = 0;
  #skippedOctets = 0;
  /** Offset of the damage behind which a place to go on is being looked for. */
  #lostAt: number | undefined;

  private constructor(parts: InputParts, options: InputOptions) {
    this.path = parts.path;
    this.#source = parts.source;
    this.#window = parts.window;
    this.#reader = parts.reader;
    this.#compression = parts.compression;
    this.#repairs = options.repair ?? false;
  }

  /**
   * Opens a file, a FIFO or (`-`) standard input, and reads as much as tells its format.
   *
   * @throws CaptureError where there is no such input, or it is no capture.
   */
  static async open(
    path: string,
    window: OctetWindow,
    options: InputOptions = {},
  ): Promise<CaptureInput> {
    try {
      return await CaptureInput.from(path, openSource(path), window, options);
    } catch (error) {
      throw captureErrorAt(path, error);
    }
  }

  /** As `open`, for octets that come from anywhere else. */
  static async from(
    path: string,
    source: OctetSource,
    window: OctetWindow,
    options: InputOptions = {},
  ): Promise<CaptureInput> {
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
      const { reader, doubt } = await detect(octets, window);
      const input = new CaptureInput(
        { path, source: octets, window, reader, compression },
        options,
      );
      if (doubt !== undefined) input.diagnostics.push(doubt);
      return input;
    } catch (error) {
      octets.close();
      throw captureErrorAt(path, error);
    }
  }

  /** Octets taken from the file or pipe so far, compressed ones where it is compressed. */
  get consumed(): number {
    return this.#source.consumed;
  }

  /** Offset in the (decompressed) input of the next record. */
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
    if (this.#outcome === DAMAGED && !this.#isOver) {
      this.#outcome = STARVED;
      if (!this.#goOnBehindDamage()) {
        return this.#stop();
      }
      if (this.#resynchronise(false)) {
        return true;
      }
    }
    while (!this.#isOver) {
      const added = this.#fill();
      if (typeof added !== 'number') {
        return added.then((count) => this.#settle(count) ?? this.refill());
      }
      const answer = this.#settle(added);
      if (answer !== undefined) {
        return answer;
      }
    }
    return false;
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
      repairs: this.#repairCount,
      skippedOctets: this.#skippedOctets,
    };
  }

  /** Octets added; 0 at the end of the input, and where it failed, which is then told. */
  #fill(): number | Promise<number> {
    makeRoom(this.#window, this.#reader.needed);
    try {
      const added = this.#source.fill(this.#window);
      return typeof added === 'number'
        ? added
        : added.catch((error: unknown) => this.#reportFailure(error));
    } catch (error) {
      return this.#reportFailure(error);
    }
  }

  /** What `refill` answers; undefined where the place to go on is not found yet. */
  #settle(added: number): boolean | undefined {
    if (this.#lostAt !== undefined) {
      if (this.#resynchronise(added === 0)) {
        return true;
      }
      return added > 0 ? undefined : this.#stop();
    }
    if (added > 0) {
      return true;
    }
    return this.#reader.isInsideRecord && !this.#hasFailed ? this.#endInsideRecord() : this.#stop();
  }

  /** A record that reaches beyond the end was cut, or its length is damaged and others follow. */
  #endInsideRecord(): boolean {
    const { format, needed } = this.#reader;
    const { offset, available } = this.#window;
    const unit = format === 'pcap' ? 'record' : 'block';
    const tell: TellInput = (words) => words.cutShort(unit, offset, needed, available);
    if (this.#repairs && this.#reader.resynchronise(true)) {
      this.#damaged = true;
      this.#report('error', 'record-length', offset, tell);
      this.#reportRepair(offset);
      return true;
    }
    this.#truncated = true;
    this.#report('warning', 'cut-short', offset, tell);
    return this.#stop();
  }

  /** Tells the damage; false where reading must stop at it. */
  #goOnBehindDamage(): boolean {
    const { damage } = this.#reader;
    this.#damaged = true;
    if (damage !== undefined) {
      this.#report('error', damage.code, damage.byteOffset, damage.tell);
    }
    this.#lostAt = this.#repairs ? this.#window.offset : undefined;
    return this.#repairs;
  }

  /** Looks for a place to go on; false where there is none, or none yet. */
  #resynchronise(ended: boolean): boolean {
    const found = this.#reader.resynchronise(ended);
    if (found || ended) {
      const lostAt = this.#lostAt ?? this.#window.offset;
      this.#lostAt = undefined;
      if (found) {
        this.#reportRepair(lostAt);
      } else {
        this.#reportLoss(lostAt);
      }
    }
    return found;
  }

  #reportRepair(lostAt: number): void {
    const { offset } = this.#window;
    const skipped = offset - lostAt;
    this.#repairCount += 1;
    this.#skippedOctets += skipped;
    this.#report('warning', 'resynchronised', offset, (words) => words.wentOn(offset, skipped));
  }

  #reportLoss(lostAt: number): void {
    const { offset } = this.#window;
    const skipped = offset - lostAt;
    this.#skippedOctets += skipped;
    this.#report('warning', 'not-resynchronised', lostAt, (words) =>
      words.nothingToGoOnWith(skipped),
    );
  }

  /** The octets that came before a failure were read; so for the rest it is the end. */
  #reportFailure(error: unknown): number {
    const { told, code } = asCaptureError(error);
    const isDamage = code !== 'cut-short';
    this.#damaged ||= isDamage;
    this.#truncated ||= code === 'cut-short';
    this.#hasFailed = code !== 'trailing-octets';
    const byteOffset = this.#window.base + this.#window.end;
    this.#report(isDamage ? 'error' : 'warning', code, byteOffset, told.tell);
    return 0;
  }

  #stop(): boolean {
    const { oddTimestamps } = this.#reader.summary;
    if (oddTimestamps > 0) {
      this.diagnostics.push({
        severity: 'warning',
        code: 'odd-timestamps',
        tell: (words) => words.oddTimestamps(oddTimestamps),
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
    tell: TellInput,
  ): void {
    if (this.diagnostics.length < MOST_DIAGNOSTICS) {
      const frame = this.#reader.summary.packets + 1;
      this.diagnostics.push({ severity, code, tell, byteOffset, frame });
    }
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
async function detect(source: OctetSource, window: OctetWindow): Promise<OpenedCapture> {
  let ended = false;
  for (;;) {
    const opened = openCapture(window, ended);
    if (opened !== undefined) {
      return opened;
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
