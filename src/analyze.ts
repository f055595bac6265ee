import type { ToldOfInput } from './capture/input-words.ts';
import { type Opened, openInputs, type RecordingOptions } from './capture/inputs.ts';
import type { Interruption } from './capture/interruption.ts';
import { OctetWindow } from './capture/octet-window.ts';
import { CaptureRecord } from './capture/record.ts';
import type { RecordInput } from './capture/record-input.ts';
import type { CaptureRecord as CaptureSummary } from './model/capture-record.ts';
import type { DescribeContext } from './model/describe-connection.ts';
import type { DiagnosticRecord } from './model/diagnostic-record.ts';
import { RecordingClock } from './model/recording-clock.ts';
import { RecordingTally } from './model/recording-tally.ts';
import type { TotalsRecord } from './model/totals-record.ts';
import { type Selected, TotalsTally } from './model/totals-tally.ts';
import type { FramePlace } from './reassembly/datagram.ts';
import { FragmentReassembly, isFragment } from './reassembly/fragment-reassembly.ts';
import type { Connection } from './tcp/connection.ts';
import { randomHashKey } from './tcp/flow-table.ts';
import type { Segment } from './tcp/segment.ts';
import { ConnectionTracker, TRACKER_DEFAULTS, type TrackerOptions } from './tcp/tracker.ts';
import { createKernelMemory } from './wire/checksum-kernel.ts';
import { decodeFrame } from './wire/decode.ts';
import { ICMP_ERROR } from './wire/network/icmp.ts';
import { reasonIndex } from './wire/outcome.ts';
import { Packet, SEGMENT } from './wire/packet.ts';
import { ENGLISH_FINDINGS } from './words/en/findings.ts';

export interface AnalysisOptions {
  /**
   * Captures and directories of them, which are one continuous recording; `-` is standard input. Or
   * inputs that were opened already, with `window` as the memory that they read into.
   */
  readonly inputs: readonly string[] | readonly RecordInput[];
  readonly verifyChecksums: boolean;
  /** Drops packets before they are analysed; the octets are those that the record lies in. */
  readonly packetFilter?:
    | ((record: CaptureRecord, bytes: Uint8Array, view: DataView) => boolean)
    | undefined;
  /** Packets that passed the filter after which reading stops; 0: none. */
  readonly packetLimit: number;
  readonly reading: RecordingOptions;
  readonly tracker: Partial<TrackerOptions>;
}

export const ANALYSIS_DEFAULTS: Omit<AnalysisOptions, 'inputs'> = {
  verifyChecksums: true,
  packetLimit: 0,
  reading: {},
  tracker: {},
};

/** Takes what the analysis finds, as it finds it; everything passed is valid during the call alone. */
export interface AnalysisSink {
  /**
   * A record of a capture that passed the packet filter, behind its segment; its octets lie in
   * `bytes`. Where it completes a datagram, `parts` are the frames with the fragments of that.
   */
  packet?(
    record: CaptureRecord,
    bytes: Uint8Array,
    capture: number,
    parts: readonly FramePlace[],
  ): void;
  /** Before any stage has seen the segment: its rows hold what was known so far. */
  beforeSegment?(segment: Segment): void;
  segment?(segment: Segment, context: DescribeContext): void;
  connection?(connection: Connection, context: DescribeContext): void;
  /** What of it was selected, once it is over; everything where nothing is said. */
  selected?(): Selected;
  /** Something was wrong with an input; `told` says it to people in their language. */
  diagnostic?(diagnostic: DiagnosticRecord, told: ToldOfInput): void;
}

/** What is known at the end. */
export interface AnalysisResult {
  readonly captures: CaptureSummary[];
  readonly totals: TotalsRecord;
  readonly diagnostics: readonly DiagnosticRecord[];
  /** Some input could not be read, or is damaged. */
  readonly failed: boolean;
  /** Some input ended inside its last record. */
  readonly truncated: boolean;
}

/** The memory that captures are read into: where the checksum kernel can sum it. */
export function createWindow(): OctetWindow {
  const memory = createKernelMemory();
  return new OctetWindow((octets) => memory.grow(octets));
}

/** Why a packet that the packet filter drops holds no segment to analyse. */
const FILTERED_OUT = reasonIndex('dropped-by-filter');

/** Of a packet that is no fragment. */
const NO_PARTS: readonly FramePlace[] = [];

/**
 * The event loop gets its turn (signals, progress) after this many refills of the window, 1 MiB each,
 * or after so long, whichever comes first.
 */
const REFILLS_PER_TURN = 16;
const MILLISECONDS_PER_TURN = 50;

/**
 * The pipe: octets -> records -> frames -> packets -> segments -> connections. The one file that
 * joins the rooms. Each call of `advance` reads on by a few megabytes.
 */
export class Analysis {
  readonly context: DescribeContext;
  readonly #options: AnalysisOptions;
  readonly #window: OctetWindow;
  readonly #opening: Iterator<Opened> | AsyncIterator<Opened>;
  readonly #record = new CaptureRecord();
  readonly #packet = new Packet();
  readonly #fragments = new FragmentReassembly();
  readonly #clock = new RecordingClock();
  readonly #tracker: ConnectionTracker;
  readonly #sink: AnalysisSink;
  readonly #totals = new TotalsTally();
  readonly #recording: RecordingTally;
  #input: RecordInput | undefined;
  /** A refill that the last turn asked for and did not wait for. */
  #awaited: Promise<boolean> | undefined;
  #packets = 0;
  #isOver = false;
  /** The engine gave its memory back: nothing more may be taken. */
  #isFinished = false;

  constructor(options: AnalysisOptions, sink: AnalysisSink, window = createWindow()) {
    this.#options = options;
    this.#sink = sink;
    this.#window = window;
    this.#packet.ignoresChecksums = !options.verifyChecksums;
    this.#opening = openInputs(options.inputs, window, options.reading);
    this.#recording = new RecordingTally((record, told) => sink.diagnostic?.(record, told));
    const tracker = { ...TRACKER_DEFAULTS, hashKey: randomHashKey(), ...options.tracker };
    const { beforeSegment, segment, connection } = sink;
    this.#tracker = new ConnectionTracker(this.#packet, tracker, {
      ...(beforeSegment && { beforeSegment: (next: Segment) => beforeSegment.call(sink, next) }),
      ...(segment && { segment: (found: Segment) => segment.call(sink, found, this.context) }),
      connection: (found) => {
        this.#totals.add(found);
        this.#recording.addConnection(found);
        connection?.call(sink, found, this.context);
      },
    });
    this.context = {
      clock: this.#clock,
      paths: this.#tracker.paths,
      msl: tracker.msl,
      findingWords: ENGLISH_FINDINGS,
    };
  }

  /** Octets read of the input at hand, for progress. */
  get offset(): number {
    return this.#input?.consumed ?? 0;
  }

  /** Index of the input at hand. */
  get inputIndex(): number {
    return this.#recording.captureIndex;
  }

  get packets(): number {
    return this.#packets;
  }

  /** Reads on for a while, so many megabytes at most; false at the end of the last input. */
  async advance(most = REFILLS_PER_TURN): Promise<boolean> {
    // The global `performance` would load a dozen modules of Node.js when it is first asked.
    const end = Date.now() + MILLISECONDS_PER_TURN;
    for (let refills = 0; refills < most && (refills === 0 || Date.now() < end); refills++) {
      const input = this.#input ?? (await this.#openNext());
      if (input === undefined) return false;
      if (this.#awaited !== undefined) {
        const hasMore = await this.#arrival(this.#awaited);
        // The analysis may have been finished meanwhile.
        if (this.#input !== input) return false;
        if (!hasMore) {
          this.#close(input);
          continue;
        }
      }
      this.#isOver = this.#dissect(input);
      const more = this.#isOver ? false : input.refill();
      if (more === false) this.#close(input);
      if (typeof more !== 'boolean') {
        // Nobody knows when the next octets come: first, what there is gets handed on.
        this.#awaited = more;
        break;
      }
    }
    return true;
  }

  /** Whether there is more to read, once that is known. */
  async #arrival(awaited: Promise<boolean>): Promise<boolean> {
    const more = await awaited;
    this.#awaited = undefined;
    return more;
  }

  /** Everything that was found, with the connections that are still open. To be called once. */
  finish(interrupted: boolean): AnalysisResult {
    this.#isFinished = true;
    if (this.#input !== undefined) this.#close(this.#input);
    this.#fragments.finish();
    this.#tracker.finish();
    const selected = this.#sink.selected?.();
    const captures = this.#recording.finish(this.#fragments.counts);
    return {
      captures,
      totals: this.#totals.describe(captures, this.#tracker, interrupted, selected),
      diagnostics: this.#recording.diagnostics,
      failed: this.#recording.failed,
      truncated: captures.some((capture) => capture.truncated),
    };
  }

  async #openNext(): Promise<RecordInput | undefined> {
    while (!this.#isOver) {
      const { value, done } = await this.#opening.next();
      if (done === true) {
        this.#isOver = true;
      } else if (value.kind === 'input') {
        // The analysis may have been finished while this was opened.
        if (this.#isFinished) {
          value.input.close();
          return undefined;
        }
        this.#input = value.input;
        this.#recording.begin();
        return this.#input;
      } else if (value.kind === 'told') {
        this.#recording.tell(value.diagnostic, null, null);
      } else {
        this.#recording.tellFailure(value.error, value.path);
      }
    }
    return undefined;
  }

  /** Takes every record that the window holds; true when the limit of packets is reached. */
  #dissect(input: RecordInput): boolean {
    const window = this.#window;
    const packet = this.#packet;
    const record = this.#record;
    const tally = this.#recording.capture;
    const sink = this.#sink;
    const { packetLimit, packetFilter } = this.#options;
    const capture = this.#recording.captureIndex;
    if (packet.bytes !== window.bytes) packet.attach(window.bytes, window.view);
    while (input.next(record)) {
      const time = this.#clock.timeOf(record.seconds, record.nanoseconds, record.hasTimestamp);
      tally.see(time);
      if (packetFilter !== undefined && !packetFilter(record, window.bytes, window.view)) {
        tally.notDecoded(FILTERED_OUT);
        continue;
      }
      let outcome = decodeFrame(packet, record);
      let parts = NO_PARTS;
      if (isFragment(outcome)) {
        const place = { capture, frame: record.frame };
        outcome = this.#fragments.add(packet, record.seconds, place);
        parts = this.#fragments.places;
      }
      if (outcome === SEGMENT) {
        tally.segment(packet);
        this.#tracker.take(
          capture,
          record.frame,
          time,
          record.seconds,
          record.nanoseconds,
          record.originalLength,
        );
        tally.analysed(this.#tracker.segment);
      } else {
        tally.notDecoded(outcome);
        if (outcome === ICMP_ERROR) this.#tracker.takeIcmpError(record.frame, time);
      }
      // A datagram that was put together lies in memory of its own.
      if (packet.bytes !== window.bytes) packet.attach(window.bytes, window.view);
      sink.packet?.(record, window.bytes, capture, parts);
      if (++this.#packets === packetLimit) return true;
    }
    return false;
  }

  #close(input: RecordInput): void {
    this.#recording.end(input, this.#fragments.counts);
    input.close();
    this.#input = undefined;
  }
}

/** Answers once the signal is aborted, and never without one. */
export function abortOf(signal: Interruption | undefined): Promise<false> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(false);
    signal?.addEventListener('abort', () => resolve(false));
  });
}

/**
 * Runs an analysis to its end, or until the signal aborts it; Ctrl-C and timers work meanwhile.
 * `onTurn` is called whenever something was read.
 */
export async function analyze(
  options: AnalysisOptions,
  sink: AnalysisSink,
  signal?: Interruption,
  onTurn?: (analysis: Analysis) => void,
): Promise<AnalysisResult> {
  const analysis = new Analysis(options, sink);
  const aborted = abortOf(signal);
  // An input that pauses must not keep a signal waiting: whichever comes first ends the turn.
  while (signal?.aborted !== true && (await Promise.race([analysis.advance(), aborted]))) {
    onTurn?.(analysis);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return analysis.finish(signal?.aborted === true);
}
