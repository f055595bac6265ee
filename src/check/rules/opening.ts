import { wasClockSetBack } from '../../model/clock-set-back.ts';
import { handshakeKind, hasOpened } from '../../model/kinds.ts';
import type { HandshakeRecord } from '../../model/timeline-record.ts';
import { UNICODE } from '../../report/format/glyphs.ts';
import { durationText } from '../../report/format/units.ts';
import type { ConnectionSubject } from '../subject.ts';
import { onConnections, type Plain } from './made.ts';

/** Connections whose opening was captured came to ESTABLISHED on both sides. */
export const handshakeComplete: Plain = onConnections((words) => words.describe.established, {
  expected: (words) => words.expected.established,
  judge({ connection }) {
    if (handshakeKind(connection) === 'not-captured') return 'unconcerned';
    return hasOpened(connection) ? 'holds' : 'broken';
  },
  tell({ connection, timelines }, said) {
    const { kind, steps } = timelines.handshake();
    return {
      ...said.notOpened(
        kind,
        steps.map(({ segment }) => segment),
      ),
      frames: framesOr(connection.row.firstFrame, steps),
    };
  },
});

/** From the first SYN, also where that was lost, to the segment that completes the handshake. */
export function maxHandshake(seconds: number): Plain {
  const most = durationText(seconds, UNICODE);
  return onConnections((words) => words.describe.mostHandshake(most), {
    expected: (words) => words.expected.atMost(most),
    judge(subject) {
      if (!hasOpened(subject.connection)) return 'unconcerned';
      const taken = handshakeSeconds(subject);
      if (taken === undefined) return 'unconcerned';
      if (taken > seconds) return 'broken';
      return taken < 0 || goesBack(subject) ? 'unmeasured' : 'holds';
    },
    tell(subject, said) {
      const text = durationText(handshakeSeconds(subject) ?? 0, UNICODE);
      const { steps } = subject.timelines.handshake();
      return {
        ...said.handshakeTook(text),
        frames: framesOr(subject.connection.row.firstFrame, steps),
      };
    },
  });
}

function handshakeSeconds({ timelines }: ConnectionSubject): number | undefined {
  const { kind, steps } = timelines.handshake();
  const [first] = steps;
  const last = kind === 'simultaneous-open' ? steps.at(-1) : completing(steps);
  if (first?.segment !== 'SYN' || last === undefined) return undefined;
  // Both are whole nanoseconds, and so is what lies between them.
  return Math.round((last.elapsedSeconds - first.elapsedSeconds) * 1e9) / 1e9;
}

/** Whether the clock was set back between two steps. */
function goesBack({ connection, timelines }: ConnectionSubject): boolean {
  const { steps } = timelines.handshake();
  const isEarlier = (elapsed: number, index: number) =>
    elapsed < (steps[index - 1]?.elapsedSeconds ?? elapsed);
  return (
    wasClockSetBack(connection.row) && steps.map((step) => step.elapsedSeconds).some(isEarlier)
  );
}

function completing(steps: HandshakeRecord['steps']): HandshakeRecord['steps'][number] | undefined {
  const answered = steps.findIndex(({ segment }) => segment === 'SYN-ACK');
  if (answered < 0) return undefined;
  return steps.slice(answered).find(({ segment }) => segment === 'ACK');
}

function framesOr(first: number, steps: readonly { readonly frame: number }[]): readonly number[] {
  return steps.length === 0 ? [first] : steps.map(({ frame }) => frame);
}
