import { wasClockSetBack } from '../../model/clock-set-back.ts';
import { handshakeKind, teardownKind } from '../../model/kinds.ts';
import { inSeconds } from '../../model/recording-clock.ts';
import { UNICODE } from '../../report/format/glyphs.ts';
import { durationText } from '../../report/format/units.ts';
import { type Connection, clientOf } from '../../tcp/connection.ts';
import * as words from '../../tcp/journal.ts';
import * as known from '../../tcp/rows/state-fields.ts';
import { onConnections, type Plain } from './made.ts';

/** RST in the flags of a step. */
const RST = 0x04;

/** What a close by FINs leaves behind may be answered with a reset: nothing is lost by that. */
export const noResets: Plain = onConnections((words) => words.describe.noReset, {
  expected: (words) => words.expected.noReset,
  judge({ connection }) {
    const { low, high } = connection;
    if (low.rstSegments + high.rstSegments === 0) return 'holds';
    return hasClosed(connection) ? 'holds' : 'broken';
  },
  tell({ connection, timelines }, said) {
    const { low, high } = connection;
    const { reset } = timelines.teardown(0);
    const frames = reset === null ? resetFrames(connection) : [reset.frame];
    const count = low.rstSegments + high.rstSegments;
    const by = reset?.from ?? (clientOf(connection).rstSegments > 0 ? 'client' : 'server');
    return { ...said.reset(by, reset?.cause ?? 'unknown', count), frames };
  },
});

/** Both FINs were acknowledged, and the connection did not end by a reset. */
function hasClosed(connection: Connection): boolean {
  const both = connection.low.stateMarks & connection.high.stateMarks;
  return (both & known.FIN_ACKED) !== 0 && teardownKind(connection) !== 'reset';
}

/** Frames of the resets that the journal tells of. */
function resetFrames({ journal, row }: Connection): number[] {
  const frames: number[] = [];
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--) {
    const word = journal.word(entry);
    const isStep = words.entryKind(word) === words.STEP;
    if (isStep && (words.stepFlags(word) & RST) !== 0) frames.push(journal.frame(entry));
    if (left > 1) entry = journal.next(entry);
  }
  return frames.length === 0 ? [row.lastFrame] : frames;
}

/** Both sides closed with FINs, and each was acknowledged. */
export const gracefulClose: Plain = onConnections((words) => words.describe.bothClose, {
  expected: (words) => words.expected.bothClose,
  judge({ connection }) {
    const handshake = handshakeKind(connection);
    if (handshake === 'refused' || handshake === 'unanswered') return 'unconcerned';
    return hasClosed(connection) ? 'holds' : 'broken';
  },
  tell({ connection, timelines }, said) {
    const { kind, steps } = timelines.teardown(0);
    return {
      ...said.notClosed(kind, connection.ended === 'open'),
      frames: steps.length === 0 ? [connection.row.lastFrame] : steps.map(({ frame }) => frame),
    };
  },
});

export function maxDuration(seconds: number): Plain {
  const most = durationText(seconds, UNICODE);
  const durationOf = ({ row }: Connection) => inSeconds(row.lastTime - row.startTime);
  return onConnections((words) => words.describe.mostDuration(most), {
    expected: (words) => words.expected.atMost(most),
    judge({ connection }) {
      const found = durationOf(connection);
      // It was longer than what a clock that was set back tells.
      if (found > seconds) return 'broken';
      return found < 0 || wasClockSetBack(connection.row) ? 'unmeasured' : 'holds';
    },
    tell({ connection }, said) {
      const text = durationText(durationOf(connection), UNICODE);
      const { firstFrame, lastFrame } = connection.row;
      return { ...said.lasted(text), frames: [firstFrame, lastFrame] };
    },
  });
}
