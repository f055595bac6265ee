import { isCorrupt } from '../../wire/checksum.ts';
import { FIN, RST, SYN } from '../../wire/packet.ts';
import type { Journal } from '../journal.ts';
import { HANDSHAKE, TEARDOWN } from '../journal.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { SYN_SENT } from '../states.ts';
import { doubt, isBelieved, settleDoubt } from './doubt.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { advance, isStale } from './sequence-space.ts';
import { settle } from './settle.ts';
import { TransitionLog } from './transition-log.ts';

/**
 * Moves both endpoints of a connection through the states of RFC 9293, one segment at a time: what the
 * segment proves about what its sender had received, what its sender did by sending it, and what its
 * receiver will make of it. What a receiver does is inferred until its own segments confirm it; when
 * they say otherwise, it is withdrawn.
 */
export class StateMachine {
  readonly #log: TransitionLog;

  constructor(journal: Journal) {
    this.#log = new TransitionLog(journal);
  }

  observe(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    const log = this.#log;
    const isControl = (packet.flags & (SYN | FIN | RST)) !== 0;
    segment.discarded = false;
    segment.isStep = false;
    segment.isRepeatedControl = false;
    log.begin(segment);
    if (isCorrupt(packet) && !isBelieved(sender)) {
      segment.discarded = true;
      doubt(segment);
    } else if (isStale(segment)) {
      segment.discarded = true;
    } else if (!isMereCopy(segment)) {
      if ((receiver.stateMarks & known.IS_DOUBTED) !== 0) settleDoubt(segment, log);
      if (sender.unconfirmed !== 0) settle(segment, log);
      send(segment, log);
      advance(segment);
      receive(segment, log);
      if (isControl) recordStep(segment, log);
    }
    const lowSends = segment.senderSide === 0;
    segment.lowState = lowSends ? sender.state : receiver.state;
    segment.highState = lowSends ? receiver.state : sender.state;
  }

  /** Nothing more comes: a SYN that nobody ever answered was not received, as far as anyone can tell. */
  conclude(low: EndpointRow, high: EndpointRow): void {
    this.#concludeSilence(low, high);
    this.#concludeSilence(high, low);
  }

  #concludeSilence(silent: EndpointRow, peer: EndpointRow): void {
    const wasHeard =
      (silent.stateMarks & (known.HAS_SENT | known.IS_DOUBTED | known.SENT_RST)) !== 0;
    if (!wasHeard && peer.passed === 1 << SYN_SENT) this.#log.withdrawAll(silent, peer);
  }
}

/** Nobody sent it: a tap or the network made it of a segment that has moved the states already. */
function isMereCopy({ isCopy, sender }: Segment): boolean {
  return isCopy && (sender.stateMarks & known.IS_DOUBTED) === 0;
}

/** Every SYN, FIN and RST is a step of the handshake or the teardown. */
function recordStep(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  const { flags } = packet;
  if ((flags & SYN) !== 0) {
    log.step(segment, HANDSHAKE, segment.isRepeatedControl);
  } else if ((flags & FIN) !== 0) {
    log.step(segment, TEARDOWN, segment.isRepeatedControl);
  } else {
    const either = sender.stateMarks | receiver.stateMarks;
    const isOpening =
      (either & known.SENT_SYN) !== 0 &&
      (receiver.stateMarks & known.SENT_SYN_ACK) === 0 &&
      (sender.stateMarks & known.SENT_HANDSHAKE_ACK) === 0;
    log.step(segment, isOpening ? HANDSHAKE : TEARDOWN, false);
  }
}
