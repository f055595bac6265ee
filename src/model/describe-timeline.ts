import { resetOf } from '../tcp/conformance/reset-cause.ts';
import { type Connection, clientOf, serverOf } from '../tcp/connection.ts';
import * as journalWords from '../tcp/journal.ts';
import type { EndpointRow } from '../tcp/rows/endpoint-row.ts';
import * as known from '../tcp/rows/state-fields.ts';
import { EVENTS, TIME_WAIT } from '../tcp/states.ts';
import { ACK, FIN, RST, SYN } from '../wire/packet.ts';
import { stateName } from './describe-endpoint.ts';
import { handshakeKind, hasOpened, teardownKind } from './kinds.ts';
import { inSeconds, type RecordingClock } from './recording-clock.ts';
import type { TeardownKind } from './timeline-kinds.ts';
import type {
  HandshakeRecord,
  HandshakeStepRecord,
  TeardownRecord,
  TeardownStepRecord,
  TransitionRecord,
} from './timeline-record.ts';
import type { Side } from './vocabulary.ts';

/** A journal entry that is told, taken out of the journal's words. */
interface Entry {
  readonly word: number;
  readonly frame: number;
  readonly time: number;
  readonly side: Side;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly payloadLength: number;
}

/** The timelines of one connection, all told from the same journal of the state machine. */
export class Timelines {
  readonly #connection: Connection;
  readonly #client: EndpointRow;
  readonly #server: EndpointRow;
  readonly #clock: RecordingClock;
  readonly #steps: Entry[] = [];
  readonly #transitions: Entry[] = [];

  constructor(connection: Connection, clock: RecordingClock) {
    this.#connection = connection;
    this.#client = clientOf(connection);
    this.#server = serverOf(connection);
    this.#clock = clock;
    this.#readJournal();
  }

  #readJournal(): void {
    const { journal, row, low } = this.#connection;
    const lowIsClient = this.#client === low;
    let entry = row.journalHead;
    for (let left = row.journalLength; left > 0; left--, entry = journal.next(entry)) {
      const word = journal.word(entry);
      const kind = journalWords.entryKind(word);
      const told = {
        word,
        frame: journal.frame(entry),
        time: journal.time(entry),
        side: (journalWords.entrySide(word) === 0) === lowIsClient ? 'client' : 'server',
        sequence: journal.sequence(entry),
        acknowledgment: journal.acknowledgment(entry),
        payloadLength: journal.link(entry),
      } as const;
      if (kind === journalWords.STEP) this.#steps.push(told);
      if (kind === journalWords.TRANSITION && (word & journalWords.WITHDRAWN) === 0) {
        this.#transitions.push(told);
      }
    }
  }

  transitions(): TransitionRecord[] {
    return this.#transitions.map(({ word, frame, time, side }) => ({
      frame,
      elapsedSeconds: this.#clock.elapsedSeconds(time),
      endpoint: side,
      from: stateName(journalWords.transitionFrom(word)),
      to: stateName(journalWords.transitionTo(word)) ?? 'CLOSED',
      cause: EVENTS[journalWords.transitionEvent(word)] ?? '',
      certainty: (word & journalWords.INFERRED) !== 0 ? 'inferred' : 'observed',
    }));
  }

  // -- the handshake ------------------------------------------------------------------------------------

  handshake(): HandshakeRecord {
    const steps = this.#stepsOf(journalWords.HANDSHAKE);
    const kind = handshakeKind(this.#connection);
    const synAck = steps.find((step) => isSynAck(step));
    const syn = synAck && steps.findLast((step) => isSyn(step) && step.time <= synAck.time);
    const isTwoWay = kind === 'three-way' || kind === 'fast-open';
    const ack =
      synAck && isTwoWay
        ? steps.find((step) => (journalWords.stepFlags(step.word) & (SYN | RST)) === 0)
        : undefined;
    const between = (from: Entry | undefined, to: Entry | undefined) =>
      from && to ? inSeconds(to.time - from.time) : null;
    return {
      kind,
      complete: hasOpened(this.#connection),
      steps: steps.map((step, index) => this.#handshakeStep(step, steps.slice(0, index))),
      rttSeconds: between(syn, ack),
      synToSynAckSeconds: between(syn, synAck),
      synAckToAckSeconds: between(synAck, ack),
      negotiated: this.#negotiated(),
    };
  }

  #handshakeStep(step: Entry, earlier: readonly Entry[]): HandshakeStepRecord {
    const flags = journalWords.stepFlags(step.word);
    let segment: HandshakeStepRecord['segment'] = 'ACK';
    if ((flags & RST) !== 0) segment = 'RST';
    else if (isSynAck(step)) segment = 'SYN-ACK';
    else if (isSyn(step)) segment = 'SYN';
    return this.#step(step, earlier, segment);
  }

  #negotiated(): HandshakeRecord['negotiated'] {
    const client = this.#client;
    const server = this.#server;
    const bothSeen = client.synFrame !== 0 && server.synFrame !== 0;
    const agreed = (mark: number) =>
      bothSeen ? (client.stateMarks & server.stateMarks & mark) !== 0 : null;
    return {
      mss: { client: option(client.mss), server: option(server.mss) },
      windowScale: { client: option(client.scaleShift), server: option(server.scaleShift) },
      sack: agreed(known.OFFERED_SACK),
      timestamps: agreed(known.OFFERED_TIMESTAMPS),
      ecn: agreed(known.OFFERED_ECN),
      accurateEcn: agreed(known.OFFERED_ACCURATE_ECN),
      fastOpen: bothSeen ? (client.stateMarks & known.FAST_OPEN_ACCEPTED) !== 0 : null,
      mptcp: agreed(known.OFFERED_MPTCP),
    };
  }

  // -- the teardown -------------------------------------------------------------------------------------

  teardown(msl: number): TeardownRecord {
    const steps = this.#stepsOf(journalWords.TEARDOWN);
    const kind = teardownKind(this.#connection);
    const reset = this.#reset(kind);
    const firstFin = steps.find((step) => isFin(step));
    return {
      kind,
      initiator: firstFin?.side ?? reset?.from ?? null,
      complete:
        kind === 'reset' ||
        (this.#client.stateMarks & this.#server.stateMarks & known.FIN_ACKED) !== 0,
      steps: steps.map((step, index) => this.#teardownStep(step, steps.slice(0, index))),
      halfClosedSeconds: this.#halfClosedSeconds(),
      timeWait: this.#timeWait(msl),
      reset,
    };
  }

  #endOf(step: Entry): number {
    const flags = journalWords.stepFlags(step.word);
    const controls = ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
    return (step.sequence + step.payloadLength + controls) | 0;
  }

  /** Spans that are null because the clock went back in them, by their paths in the record. */
  withheldSpans(): string[] {
    const steps = this.#stepsOf(journalWords.HANDSHAKE);
    const { synToSynAckSeconds, synAckToAckSeconds } = this.handshake();
    const isAnswered = steps.slice(0, steps.findIndex(isSynAck) + 1).some(isSyn);
    const spans: string[] = [];
    if (isAnswered && synToSynAckSeconds === null) {
      spans.push('handshake.synToSynAckSeconds');
      if (synAckToAckSeconds !== null) spans.push('handshake.rttSeconds');
    }
    const hasFin = ((this.#client.stateMarks | this.#server.stateMarks) & known.SENT_FIN) !== 0;
    if (hasFin && this.#halfClosedSeconds() === null) spans.push('teardown.halfClosedSeconds');
    return spans;
  }

  #halfClosedSeconds(): number | null {
    const client = this.#client;
    const server = this.#server;
    const clientClosed = (client.stateMarks & known.SENT_FIN) !== 0;
    const serverClosed = (server.stateMarks & known.SENT_FIN) !== 0;
    if (!clientClosed && !serverClosed) return null;
    const { row } = this.#connection;
    const from = clientClosed ? client.finTime : row.lastTime;
    const to = serverClosed ? server.finTime : row.lastTime;
    const fromFrame = clientClosed ? client.finFrame : row.lastFrame;
    const toFrame = serverClosed ? server.finFrame : row.lastFrame;
    // Frames of two captures tell no order; of one, they tell where the clock went back between.
    const wentBack = row.capture === row.lastCapture && (to - from) * (toFrame - fromFrame) < 0;
    return wentBack ? null : inSeconds(Math.abs(to - from));
  }

  #timeWait(msl: number): TeardownRecord['timeWait'] {
    const entries = this.#transitions.filter(
      ({ word }) => journalWords.transitionTo(word) === TIME_WAIT,
    );
    const first = entries[0];
    if (first === undefined) return null;
    const expires = first.time + 2 * msl;
    return {
      endpoint: entries.some((entry) => entry.side !== first.side) ? 'both' : first.side,
      enteredFrame: first.frame,
      enteredElapsedSeconds: this.#clock.elapsedSeconds(first.time),
      expiresElapsedSeconds: this.#clock.elapsedSeconds(expires),
      expiresTimestamp: this.#clock.timestamp(expires),
    };
  }

  #reset(kind: TeardownKind): TeardownRecord['reset'] {
    if (kind !== 'reset') return null;
    const reset = resetOf(this.#connection);
    if (reset === undefined) return null;
    return {
      frame: reset.frame,
      elapsedSeconds: this.#clock.elapsedSeconds(reset.time),
      from: (reset.side === 0) === (this.#client === this.#connection.low) ? 'client' : 'server',
      cause: reset.cause,
    };
  }

  #teardownStep(step: Entry, earlier: readonly Entry[]): TeardownStepRecord {
    const flags = journalWords.stepFlags(step.word);
    let segment: TeardownStepRecord['segment'] = 'ACK';
    if ((flags & RST) !== 0) segment = 'RST';
    else if ((flags & FIN) !== 0) segment = 'FIN';
    return this.#step(step, earlier, segment);
  }

  // -- steps --------------------------------------------------------------------------------------------

  #stepsOf(phase: number): Entry[] {
    return this.#steps.filter((step) => journalWords.stepPhase(step.word) === phase);
  }

  #step<Kind>(step: Entry, earlier: readonly Entry[], segment: Kind) {
    const flags = journalWords.stepFlags(step.word);
    const sender = step.side === 'client' ? this.#client : this.#server;
    const receiver = step.side === 'client' ? this.#server : this.#client;
    const hasAck = (flags & ACK) !== 0;
    const acknowledged = hasAck
      ? earlier.findLast(
          (other) =>
            other.side !== step.side &&
            (journalWords.stepFlags(other.word) & (SYN | FIN)) !== 0 &&
            this.#endOf(other) === step.acknowledgment,
        )
      : undefined;
    return {
      frame: step.frame,
      elapsedSeconds: this.#clock.elapsedSeconds(step.time),
      from: step.side,
      sequence: step.sequence >>> 0,
      acknowledgment: hasAck ? step.acknowledgment >>> 0 : null,
      relativeSequence: (step.sequence - sender.base) >>> 0,
      relativeAcknowledgment: hasAck ? (step.acknowledgment - receiver.base) >>> 0 : null,
      payloadLength: step.payloadLength,
      acknowledgesFrame: acknowledged?.frame ?? null,
      retransmission: (step.word & journalWords.RETRANSMITTED) !== 0,
      segment,
    };
  }
}

function isSyn(step: Entry): boolean {
  return (journalWords.stepFlags(step.word) & (SYN | ACK)) === SYN;
}

function isSynAck(step: Entry): boolean {
  return (journalWords.stepFlags(step.word) & (SYN | ACK)) === (SYN | ACK);
}

function isFin(step: Entry): boolean {
  return (journalWords.stepFlags(step.word) & FIN) !== 0;
}

/** Options are kept + 1, so that 0 says that there was none. */
function option(kept: number): number | null {
  return kept === 0 ? null : kept - 1;
}
