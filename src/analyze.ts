import { CaptureError } from './capture/capture-error.ts';
import { CaptureInput } from './capture/input.ts';
import { OctetWindow } from './capture/octet-window.ts';
import { CaptureRecord } from './capture/record.ts';
import type { CaptureRecord as CaptureSummary } from './model/capture-record.ts';
import { CaptureTally } from './model/capture-tally.ts';
import type { DescribeContext } from './model/describe-connection.ts';
import type { DiagnosticRecord } from './model/diagnostic-record.ts';
import { RecordingClock } from './model/recording-clock.ts';
import type { TotalsRecord } from './model/totals-record.ts';
import { TotalsTally } from './model/totals-tally.ts';
import type { Connection } from './tcp/connection.ts';
import type { Segment } from './tcp/segment.ts';
import { ConnectionTracker, TRACKER_DEFAULTS, type TrackerOptions } from './tcp/tracker.ts';
import { createKernelMemory } from './wire/checksum-kernel.ts';
import { decodeFrame } from './wire/decode.ts';
import { Packet, SEGMENT } from './wire/packet.ts';

export interface AnalysisOptions {
  /** Captures as paths; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly verifyChecksums: boolean;
  /** Packets after which reading stops; 0: none. */
  readonly packetLimit: number;
  readonly tracker: Partial<TrackerOptions>;
}

export const ANALYSIS_DEFAULTS: Omit<AnalysisOptions, 'inputs'> = {
  verifyChecksums: true,
  packetLimit: 0,
  tracker: {},
};

/** Takes what the analysis finds, as it finds it; everything passed is valid during the call alone. */
export interface AnalysisSink {
  segment?(segment: Segment, context: DescribeContext): void;
  connection?(connection: Connection, context: DescribeContext): void;
  /** Something was wrong with an input; `advice` is what people can do about it, as an imperative clause. */
  diagnostic?(diagnostic: DiagnosticRecord, advice: string | undefined): void;
}

/** What is known at the end. */
export interface AnalysisResult {
  readonly captures: CaptureSummary[];
  readonly totals: TotalsRecord;
  readonly diagnostics: DiagnosticRecord[];
  /** Some input could not be read, or is damaged. */
  readonly failed: boolean;
  /** Some input ended inside its last record. */
  readonly truncated: boolean;
}

/** The event loop gets its turn (signals, progress) after this many refills of the window, 1 MiB each. */
const REFILLS_PER_TURN = 16;

/**
 * The pipe: octets -> records -> frames -> packets -> segments -> connections. The one file that
 * joins the rooms. Each call of `advance` reads on by a few megabytes.
 */
export class Analysis {
  readonly context: DescribeContext;
  readonly #options: AnalysisOptions;
  readonly #window: OctetWindow;
  readonly #record = new CaptureRecord();
  readonly #packet = new Packet();
  readonly #clock = new RecordingClock();
  readonly #tracker: ConnectionTracker;
  readonly #totals: TotalsTally;
  readonly #sink: AnalysisSink;
  readonly #captures: CaptureSummary[] = [];
  readonly #diagnostics: DiagnosticRecord[] = [];
  #nextInput = 0;
  #input: CaptureInput | undefined;
  #tally = new CaptureTally();
  /** A refill that the last turn did not wait for. */
  #awaited: Promise<boolean> | undefined;
  #packets = 0;
  #failed = false;

  constructor(options: AnalysisOptions, sink: AnalysisSink) {
    this.#options = options;
    this.#sink = sink;
    const memory = createKernelMemory();
    this.#window = new OctetWindow((octets) => memory.grow(octets));
    const tracker = { ...TRACKER_DEFAULTS, ...options.tracker };
    const totals = new TotalsTally();
    this.#totals = totals;
    const { segment, connection } = sink;
    this.#tracker = new ConnectionTracker(this.#packet, tracker, {
      ...(segment && { segment: (found: Segment) => segment.call(sink, found, this.context) }),
      connection: (found) => {
        totals.add(found);
        connection?.call(sink, found, this.context);
      },
    });
    this.context = { clock: this.#clock, paths: this.#tracker.paths, msl: tracker.msl };
  }

  /** Octets read of the input at hand, for progress. */
  get offset(): number {
    return this.#input?.offset ?? 0;
  }

  /** Index of the input at hand. */
  get inputIndex(): number {
    return this.#nextInput - 1;
  }

  get packets(): number {
    return this.#packets;
  }

  /** Reads on for a while; false at the end of the last input. */
  async advance(): Promise<boolean> {
    for (let refills = 0; refills < REFILLS_PER_TURN; refills++) {
      const input = this.#input ?? (await this.#openNext());
      if (input === undefined) {
        if (this.#nextInput >= this.#options.inputs.length) return false;
        continue;
      }
      if (this.#awaited !== undefined && (await this.#hasNothingLeft(this.#awaited))) {
        this.#close(input, false);
        continue;
      }
      const isLimited = this.#dissect(input);
      const more = isLimited ? false : input.refill();
      if (more === false) this.#close(input, isLimited);
      if (typeof more !== 'boolean') {
        // Whoever reads the result gets what there is: nobody knows when the next octets come.
        this.#awaited = more;
        break;
      }
    }
    return true;
  }

  /** Waits for the octets that the last turn asked for; true where none came. */
  async #hasNothingLeft(awaited: Promise<boolean>): Promise<boolean> {
    const more = await awaited;
    this.#awaited = undefined;
    return !more;
  }

  /** Everything that was found, with the connections that are still open. To be called once. */
  finish(interrupted: boolean): AnalysisResult {
    if (this.#input !== undefined) this.#close(this.#input, true);
    this.#tracker.finish();
    return {
      captures: this.#captures,
      totals: this.#totals.describe(this.#captures, this.#tracker, interrupted),
      diagnostics: this.#diagnostics,
      failed: this.#failed,
      truncated: this.#captures.some((capture) => capture.truncated),
    };
  }

  async #openNext(): Promise<CaptureInput | undefined> {
    const path = this.#options.inputs[this.#nextInput++];
    if (path === undefined) return undefined;
    try {
      this.#input = await CaptureInput.open(path, this.#window);
      this.#tally = new CaptureTally();
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.#failed = true;
      const { code, message, byteOffset = null, advice } = error;
      const place = { capture: null, path, byteOffset, frame: null };
      this.#report({ type: 'diagnostic', severity: 'error', code, message, ...place }, advice);
    }
    return this.#input;
  }

  #report(diagnostic: DiagnosticRecord, advice: string | undefined): void {
    this.#diagnostics.push(diagnostic);
    this.#sink.diagnostic?.(diagnostic, advice);
  }

  /** Takes every record that the window holds; true when the limit of packets is reached. */
  #dissect(input: CaptureInput): boolean {
    const window = this.#window;
    const packet = this.#packet;
    const record = this.#record;
    const tracker = this.#tracker;
    const tally = this.#tally;
    const { verifyChecksums, packetLimit } = this.#options;
    const capture = this.#captures.length;
    if (packet.bytes !== window.bytes) packet.attach(window.bytes, window.view);
    while (input.next(record)) {
      const time = this.#clock.timeOf(record.seconds, record.nanoseconds, record.hasTimestamp);
      tally.see(time);
      const outcome = decodeFrame(
        packet,
        record.linkType,
        record.start,
        record.end,
        record.originalLength,
        record.fcsLength,
        verifyChecksums,
      );
      if (outcome === SEGMENT) {
        tally.segment(packet);
        tracker.take(
          capture,
          record.frame,
          time,
          record.seconds,
          record.nanoseconds,
          record.originalLength,
        );
      } else {
        tally.notDecoded(outcome);
      }
      if (++this.#packets === packetLimit) return true;
    }
    return false;
  }

  #close(input: CaptureInput, isEarly: boolean): void {
    const index = this.#captures.length;
    const facts = input.facts();
    this.#captures.push(this.#tally.describe(index, facts));
    for (const { severity, code, message, byteOffset, frame } of input.diagnostics) {
      const place = {
        capture: index,
        path: facts.path,
        byteOffset: byteOffset ?? null,
        frame: frame ?? null,
      };
      this.#report({ type: 'diagnostic', severity, code, message, ...place }, undefined);
    }
    if (facts.damaged) this.#failed = true;
    input.close();
    this.#input = undefined;
    if (isEarly) this.#nextInput = this.#options.inputs.length;
  }
}

/**
 * Runs an analysis to its end, or until the signal aborts it; Ctrl-C and timers work meanwhile.
 * `onTurn` is called whenever something was read.
 */
export async function analyze(
  options: AnalysisOptions,
  sink: AnalysisSink,
  signal?: AbortSignal,
  onTurn?: (analysis: Analysis) => void,
): Promise<AnalysisResult> {
  const analysis = new Analysis(options, sink);
  const aborted = new Promise<false>((resolve) => {
    signal?.addEventListener('abort', () => resolve(false), { once: true });
  });
  // An input that pauses must not keep a signal waiting: whichever comes first ends the turn.
  while (signal?.aborted !== true && (await Promise.race([analysis.advance(), aborted]))) {
    onTurn?.(analysis);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return analysis.finish(signal?.aborted === true);
}
