import type { Connection } from '../connection.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { FindingKind } from './kinds.ts';
import type { Notebook } from './notebook.ts';

/** 0 low, 1 high. */
export function sideOf(connection: Connection, endpoint: EndpointRow): number {
  return endpoint === connection.low ? 0 : 1;
}

/** Writes down what is found of a whole connection; frame 0: no frame shows it. */
export function conclude(
  notes: Notebook,
  connection: Connection,
  endpoint: EndpointRow,
  kind: FindingKind,
  severity: number,
  frame: number,
  time: number,
  a = 0,
): void {
  const side = sideOf(connection, endpoint);
  notes.write(connection.row, { kind, side, severity, frame, time, a, b: 0 });
}
