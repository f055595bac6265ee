import type { CaptureError } from '../capture/capture-error.ts';
import type { CaptureDiagnostic } from '../capture/diagnostic.ts';
import { INPUT_ENGLISH } from '../capture/input-english.ts';
import type { TellInput, ToldOfInput } from '../capture/input-words.ts';
import type { CaptureFacts, RecordInput } from '../capture/record-input.ts';
import { describeOverlap } from '../capture/recording.ts';
import type { Connection } from '../tcp/connection.ts';
import type { CaptureRecord } from './capture-record.ts';
import { CaptureTally } from './capture-tally.ts';
import { ConnectionPresence } from './connection-quality.ts';
import type { DiagnosticRecord } from './diagnostic-record.ts';
import { describeFragments, type FragmentCounts, FragmentTally } from './fragment-tally.ts';

/** The captures of a recording, one after the other, and what was wrong with them. */
export class RecordingTally {
  readonly #diagnostics: DiagnosticRecord[] = [];
  #failed = false;
  #capture = new CaptureTally();
  readonly #captures: CaptureRecord[] = [];
  readonly #presence = new ConnectionPresence();
  readonly #fragments = new FragmentTally();
  readonly #onDiagnostic: (diagnostic: DiagnosticRecord, told: ToldOfInput) => void;
  #previous: CaptureFacts | undefined;

  constructor(onDiagnostic: (diagnostic: DiagnosticRecord, told: ToldOfInput) => void) {
    this.#onDiagnostic = onDiagnostic;
  }

  /** What was wrong, in its order. */
  get diagnostics(): readonly DiagnosticRecord[] {
    return this.#diagnostics;
  }

  /** Some input could not be read, or is damaged. */
  get failed(): boolean {
    return this.#failed;
  }

  /** What is counted in the capture at hand. */
  get capture(): CaptureTally {
    return this.#capture;
  }

  /** Index of the capture at hand. */
  get captureIndex(): number {
    return this.#captures.length;
  }

  begin(): void {
    this.#capture = new CaptureTally();
  }

  /** The capture at hand was read, as far as it will be; `fragmentCounts` are of all so far. */
  end(input: RecordInput, fragmentCounts: FragmentCounts): void {
    const index = this.captureIndex;
    const facts = input.facts();
    const fragments = this.#fragments.since(fragmentCounts);
    this.#captures.push(this.#capture.describe(index, facts, fragments));
    for (const diagnostic of input.diagnostics) this.tell(diagnostic, index, facts.path);
    const overlap = this.#previous && describeOverlap(this.#previous, facts);
    if (overlap) this.tell(overlap, index, facts.path);
    const overlapping = describeFragments(fragments);
    if (overlapping) this.tell(overlapping, index, facts.path);
    this.#previous = facts;
    if (facts.damaged) this.#failed = true;
  }

  addConnection(connection: Connection): void {
    this.#presence.add(connection);
  }

  /** An input could not be opened. */
  tellFailure({ code, told, byteOffset }: CaptureError, path: string): void {
    this.#failed = true;
    const { tell, advice } = told;
    const diagnostic = { severity: 'error', code, tell, byteOffset, frame: undefined } as const;
    this.tell(diagnostic, null, path, advice);
  }

  /** `capture` and `path` are null where it is of no one capture. */
  tell(
    diagnostic: CaptureDiagnostic,
    capture: number | null,
    path: string | null,
    advice?: TellInput,
  ): void {
    const { severity, code, tell, byteOffset = null, frame = null } = diagnostic;
    const place = { capture, path, byteOffset, frame };
    const message = tell(INPUT_ENGLISH);
    const record: DiagnosticRecord = { type: 'diagnostic', severity, code, message, ...place };
    this.#diagnostics.push(record);
    this.#onDiagnostic(record, { tell, advice });
  }

  /** The records of all captures, once every connection is final. */
  finish(fragmentCounts: FragmentCounts): CaptureRecord[] {
    this.#addIncomplete(this.#fragments.since(fragmentCounts).incomplete);
    return this.#captures.map((capture) => this.#presence.describe(capture));
  }

  /** A datagram may go on in the next capture: what is missing at the end is the last one's. */
  #addIncomplete(incomplete: number): void {
    const last = this.#captures.at(-1);
    if (last === undefined || incomplete === 0) return;
    const fragments = { ...last.fragments, incomplete: last.fragments.incomplete + incomplete };
    this.#captures[last.index] = { ...last, fragments };
  }
}
