import type { Connection } from '../connection.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import { INFO, WARNING } from './codes.ts';
import { conclude } from './conclude.ts';
import type { FindingKind } from './kinds.ts';
import type { Notebook } from './notebook.ts';
import { type ResetReason, resetOf } from './reset-cause.ts';

/** Half-closed for longer than this, in nanoseconds, one side may have been forgotten. */
const LONG_HALF_CLOSE = 60e9;

/** One direction closed, and the other open for long (RFC 9293, section 3.6). */
export function concludeClosing(connection: Connection, notes: Notebook): void {
  const { low, high } = connection;
  const first = firstToClose(low, high);
  if (first === undefined || halfCloseOf(connection) < LONG_HALF_CLOSE) return;
  conclude(notes, connection, first, 'half-closed-long', INFO, first.finFrame, first.finTime);
}

function firstToClose(low: EndpointRow, high: EndpointRow): EndpointRow | undefined {
  const lowHas = (low.stateMarks & known.SENT_FIN) !== 0;
  const highHas = (high.stateMarks & known.SENT_FIN) !== 0;
  if (lowHas && highHas) return low.finTime <= high.finTime ? low : high;
  if (lowHas) return low;
  return highHas ? high : undefined;
}

/** Nanoseconds for which one direction was closed and the other was not. */
export function halfCloseOf({ low, high, row }: Connection): number {
  const first = firstToClose(low, high);
  if (first === undefined) return 0;
  const second = first === low ? high : low;
  const end = (second.stateMarks & known.SENT_FIN) !== 0 ? second.finTime : row.lastTime;
  return end - first.finTime;
}

/** Causes of a reset that are a kind of finding by themselves. */
const KIND_OF_CAUSE: Readonly<Partial<Record<ResetReason, FindingKind>>> = {
  'half-open-peer': 'half-open-peer',
  'keep-alive-timeout': 'keep-alive-timeout',
};

/** Who reset it. */
export function concludeReset(connection: Connection, notes: Notebook): void {
  const reset = resetOf(connection);
  if (reset === undefined || reset.cause === 'refused') return;
  const { side, frame, time, cause } = reset;
  const kind = KIND_OF_CAUSE[cause] ?? 'reset';
  notes.write(connection.row, { kind, side, severity: WARNING, frame, time, a: 0, b: 0 });
}
