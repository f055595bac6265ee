import { stateName } from '../describe-endpoint.ts';
import type { TransitionRecord } from '../timeline-record.ts';
import type { Side, TcpStateName } from '../vocabulary.ts';
import type { ExplainWords } from './explain-words.ts';
import type { EndpointStates, ExplanationRecord } from './explanation-record.ts';
import type { SegmentFacts } from './facts.ts';
import type { WatchedSegment } from './frame-watch.ts';

/** The states of both endpoints around the segment, as known when it passed and by the whole capture. */
export function statesOf(
  watched: WatchedSegment,
  words: ExplainWords,
): ExplanationRecord['states'] {
  return {
    client: endpointStates(watched, 'client', words),
    server: endpointStates(watched, 'server', words),
  };
}

function endpointStates(
  { facts, connection }: WatchedSegment,
  side: Side,
  words: ExplainWords,
): EndpointStates {
  const { record, clientIsHigh, before: known } = facts;
  const isHigh = (side === 'client') === clientIsHigh;
  const before = stateName(isHigh ? known.highState : known.lowState);
  const after = record.states[side];
  const own = (connection?.transitions ?? []).filter(({ endpoint }) => endpoint === side);
  const here = own.filter((transition) => isAt(transition, facts));
  const isEarlier = orderAround(facts, connection);
  const first = own.find((transition) => !isEarlier(transition));
  // Without a transition that stands, the endpoint was all along where it ended.
  const only = connection !== undefined && own.length === 0 ? connection[side].state : before;
  const correctedBefore = own.filter(isEarlier).at(-1)?.to ?? first?.from ?? only;
  const correctedAfter = here.at(-1)?.to ?? correctedBefore;
  const cause = here.at(-1)?.cause ?? null;
  const corrected = { before: correctedBefore, after: correctedAfter };
  return {
    before,
    after,
    correctedBefore,
    correctedAfter,
    cause,
    meaning: meaningOf({ before, after }, corrected, here, words),
  };
}

interface Around {
  readonly before: TcpStateName | null;
  readonly after: TcpStateName | null;
}

function meaningOf(
  known: Around,
  corrected: Around,
  here: readonly TransitionRecord[],
  { state, causes, commas, sentences }: ExplainWords,
): string {
  const name = (known: TcpStateName | null) => known ?? state.none;
  const cause = commas(here.map((transition) => causes[transition.cause] ?? transition.cause));
  const isInferred = here.at(-1)?.certainty === 'inferred';
  const moved = corrected.before !== corrected.after;
  const isCorrected = corrected.before !== known.before || corrected.after !== known.after;
  const text = moved
    ? state.moves(name(corrected.before), name(corrected.after), cause, isInferred)
    : corrected.after === null
      ? state.unknown
      : state.stays(corrected.after);
  return isCorrected
    ? sentences([text, state.thought(name(known.before), name(known.after))])
    : text;
}

function isAt({ frame, elapsedSeconds }: TransitionRecord, { record }: SegmentFacts): boolean {
  return frame === record.frame && elapsedSeconds === record.elapsedSeconds;
}

/** Tells what came before the segment: in one capture frames are in order, also where the clock went back. */
function orderAround(
  { record }: SegmentFacts,
  connection: WatchedSegment['connection'],
): (transition: TransitionRecord) => boolean {
  if (connection === undefined || connection.firstCapture === connection.lastCapture) {
    return ({ frame }) => frame < record.frame;
  }
  return ({ frame, elapsedSeconds }) =>
    elapsedSeconds === record.elapsedSeconds
      ? frame < record.frame
      : elapsedSeconds < record.elapsedSeconds;
}
