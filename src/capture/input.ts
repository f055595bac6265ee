import { type Compression, decompress } from './compression/compression.ts';
import { detect, detectCompression, makeRoom } from './detect.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import { InputLog } from './input-log.ts';
import type { OctetWindow } from './octet-window.ts';
import { openSource } from './open-source.ts';
import { DAMAGED, RECORD, type RecordReader, STARVED } from './reader.ts';
import type { CaptureRecord } from './record.ts';
import type { CaptureFacts, RecordInput } from './record-input.ts';
import type { OctetSource } from './source.ts';
import { captureErrorAt } from './system-error.ts';

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
  readonly doubt: CaptureDiagnostic | undefined;
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
  readonly #source: OctetSource;
  readonly #window: OctetWindow;
  readonly #reader: RecordReader;
  readonly #compression: Compression | undefined;
  readonly #repairs: boolean;
  readonly #log: InputLog;
  #outcome: number = STARVED;
  #isOver = false;
  /** The source ended before its time, so that what is left over needs no other explanation. */
  #hasFailed = false;
  /** Offset of the damage behind which a place to go on is being looked for. */
  #lostAt: number | undefined;

  private constructor(parts: InputParts, options: InputOptions) {
    this.path = parts.path;
    this.#source = parts.source;
    this.#window = parts.window;
    this.#reader = parts.reader;
    this.#compression = parts.compression;
    this.#repairs = options.repair ?? false;
    this.#log = new InputLog(parts.reader.summary, parts.doubt);
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
      const parts = { path, source: octets, window, reader, compression, doubt };
      return new CaptureInput(parts, options);
    } catch (error) {
      octets.close();
      throw captureErrorAt(path, error);
    }
  }

  get diagnostics(): readonly CaptureDiagnostic[] {
    return this.#log.diagnostics;
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
      ...this.#log.facts(),
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
    const isRepaired = this.#repairs && this.#reader.resynchronise(true);
    this.#log.cutShort(offset, isRepaired, (words) =>
      words.cutShort(unit, offset, needed, available),
    );
    if (!isRepaired) return this.#stop();
    this.#log.wentOn(offset, this.#window.offset);
    return true;
  }

  /** Tells the damage; false where reading must stop at it. */
  #goOnBehindDamage(): boolean {
    this.#log.damage(this.#reader.damage);
    this.#lostAt = this.#repairs ? this.#window.offset : undefined;
    return this.#repairs;
  }

  /** Looks for a place to go on; false where there is none, or none yet. */
  #resynchronise(ended: boolean): boolean {
    const found = this.#reader.resynchronise(ended);
    if (found || ended) {
      const lostAt = this.#lostAt ?? this.#window.offset;
      this.#lostAt = undefined;
      if (found) this.#log.wentOn(lostAt, this.#window.offset);
      else this.#log.lost(lostAt, this.#window.offset);
    }
    return found;
  }

  /** The octets that came before a failure were read; so for the rest it is the end. */
  #reportFailure(error: unknown): number {
    const code = this.#log.failure(error, this.#window.base + this.#window.end);
    this.#hasFailed = code !== 'trailing-octets';
    return 0;
  }

  #stop(): boolean {
    this.#log.end();
    this.close();
    return false;
  }
}
