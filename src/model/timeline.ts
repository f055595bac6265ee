import type { ConnectionRecord } from './connection-record.ts';
import type { States, Step } from './ladder-record.ts';
import type {
  HandshakeStepRecord,
  TeardownStepRecord,
  TransitionRecord,
} from './timeline-record.ts';
import type { Side, TcpStateName } from './vocabulary.ts';

/** A frame at which something happened to the connection itself, and the states after it. */
export interface Moment {
  readonly frame: number;
  /** Seconds since the first segment of the connection. */
  readonly elapsedSeconds: number;
  /** Undefined where a segment changed a state that neither opened nor closed. */
  readonly step: Step | undefined;
  /** The step that this one acknowledges. */
  readonly acknowledged: Step | undefined;
  readonly transitions: readonly TransitionRecord[];
  readonly states: States;
}

export interface Timeline {
  /** States before the first moment. */
  readonly initial: States;
  readonly opening: readonly Moment[];
  /** Those from the first step of the teardown on. */
  readonly closing: readonly Moment[];
}

interface Happening {
  readonly frame: number;
  readonly elapsedSeconds: number;
}

/** Puts the steps and the transitions of a connection into one order. */
export function timelineOf(connection: ConnectionRecord): Timeline {
  const { handshake, teardown, transitions } = connection;
  const inOneCapture = connection.firstCapture === connection.lastCapture;
  const keyOf = ({ frame, elapsedSeconds }: Happening): string =>
    inOneCapture ? `${frame}` : `${elapsedSeconds} ${frame}`;

  const steps = stepsByKey(handshake.steps, teardown.steps, keyOf);
  const changes = transitionsByKey(transitions, keyOf);
  const happenings = new Map<string, Happening>();
  for (const happening of [...handshake.steps, ...teardown.steps, ...transitions]) {
    happenings.set(keyOf(happening), happening);
  }
  const order = [...happenings].sort(([, a], [, b]) =>
    inOneCapture ? a.frame - b.frame : a.elapsedSeconds - b.elapsedSeconds,
  );

  const initial = initialStates(transitions);
  let states = initial;
  const moments = order.map(([key, { frame, elapsedSeconds }]): Moment => {
    const changed = changes.get(key) ?? [];
    for (const { endpoint, to } of changed) states = { ...states, [endpoint]: to };
    const step = steps.get(key);
    return {
      frame,
      elapsedSeconds: elapsedSeconds - connection.startElapsedSeconds,
      step,
      acknowledged: acknowledgedBy(step, [...steps.values()]),
      transitions: changed,
      states,
    };
  });
  const firstClose = teardown.steps[0] ?? teardown.reset;
  const closeKey = firstClose === null ? undefined : keyOf(firstClose);
  const split = order.findIndex(([key]) => key === closeKey);
  const end = split < 0 ? moments.length : split;
  return { initial, opening: moments.slice(0, end), closing: moments.slice(end) };
}

/** A frame can be a step of both: the third segment of a handshake may carry a FIN. */
function stepsByKey(
  opening: readonly HandshakeStepRecord[],
  closing: readonly TeardownStepRecord[],
  keyOf: (step: Step) => string,
): Map<string, Step> {
  const steps = new Map<string, Step>(opening.map((step) => [keyOf(step), step]));
  for (const step of closing) {
    const earlier = steps.get(keyOf(step));
    const acknowledgesFrame = step.acknowledgesFrame ?? earlier?.acknowledgesFrame ?? null;
    steps.set(keyOf(step), { ...step, acknowledgesFrame });
  }
  return steps;
}

function transitionsByKey(
  transitions: readonly TransitionRecord[],
  keyOf: (transition: TransitionRecord) => string,
): Map<string, TransitionRecord[]> {
  const changes = new Map<string, TransitionRecord[]>();
  for (const transition of transitions) {
    const key = keyOf(transition);
    changes.set(key, [...(changes.get(key) ?? []), transition]);
  }
  return changes;
}

function acknowledgedBy(step: Step | undefined, steps: readonly Step[]): Step | undefined {
  if (step === undefined) return undefined;
  const byPeer = steps.filter(({ from }) => from !== step.from);
  if (step.acknowledgesFrame !== null) {
    return byPeer.find(({ frame }) => frame === step.acknowledgesFrame);
  }
  // Without Fast Open a SYN is acknowledged, and data that came with it is not.
  const isSynAlone = (other: Step): boolean =>
    other.segment === 'SYN' && step.relativeAcknowledgment === other.relativeSequence + 1;
  return step.segment === 'SYN-ACK' ? byPeer.find(isSynAlone) : undefined;
}

function initialStates(transitions: readonly TransitionRecord[]): States {
  const from = (side: Side): TcpStateName | null =>
    transitions.find(({ endpoint }) => endpoint === side)?.from ?? null;
  return { client: from('client'), server: from('server') };
}
