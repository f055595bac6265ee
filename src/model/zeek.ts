import type { Connection } from '../tcp/connection.ts';
import type { EndpointRow } from '../tcp/rows/endpoint-row.ts';
import {
  CLOSED,
  ESTABLISHED,
  INACTIVE,
  ORIGINATOR_IS_HIGH,
  PARTIAL,
  RESET,
  SYN_ACK_SENT,
  SYN_SENT,
  stateOf,
} from '../tcp/zeek/marks.ts';
import { sizeOf } from '../tcp/zeek/numbers.ts';
import type { ConnectionRecord } from './connection-record.ts';

type ZeekKeys =
  | 'connState'
  | 'history'
  | 'origBytes'
  | 'respBytes'
  | 'origPkts'
  | 'respPkts'
  | 'origIpBytes'
  | 'respIpBytes'
  | 'missedBytes';

/** What Zeek writes of a connection to its `conn.log`, as if it never split one. */
export function zeekRecordOf(connection: Connection): Pick<ConnectionRecord, ZeekKeys> {
  const { row, low, high } = connection;
  const isHigh = (row.zeekMarks & ORIGINATOR_IS_HIGH) !== 0;
  const originator = isHigh ? high : low;
  const responder = isHigh ? low : high;
  const history = connection.zeek.historyOf(row);
  const origBytes = sizeOf(originator, responder);
  const respBytes = sizeOf(responder, originator);
  // Without a duration, Zeek does not tell the bytes.
  const hasDuration = zeekDurationOf(connection) > 0;
  return {
    connState: connStateOf(
      stateOf(originator),
      stateOf(responder),
      history,
      origBytes + respBytes > 0,
    ),
    history: history === '' ? null : history,
    origBytes: hasDuration ? origBytes : null,
    respBytes: hasDuration ? respBytes : null,
    origPkts: packetsOf(originator),
    respPkts: packetsOf(responder),
    origIpBytes: originator.zeekIpOctets,
    respIpBytes: responder.zeekIpOctets,
    missedBytes: row.zeekMissedOctets,
  };
}

/** Zeek's `duration` in nanoseconds: what follows the close of both sides is not in it. */
function zeekDurationOf({ row }: Connection): number {
  return row.zeekLastTime - row.startTime;
}

function packetsOf(endpoint: EndpointRow): number {
  return endpoint.segments - endpoint.zeekUncounted;
}

/** Zeek's `conn_state`, from the last states of originator and responder. */
function connStateOf(
  originator: number,
  responder: number,
  history: string,
  hasBytes: boolean,
): string {
  if (responder === RESET) return resetByResponder(originator, hasBytes);
  if (originator === RESET) return resetByOriginator(responder, history);
  if (originator === CLOSED && responder === CLOSED) return 'SF';
  if (originator === CLOSED) return isUnopened(responder) ? 'SH' : 'S2';
  if (responder === CLOSED) return isUnopened(originator) ? 'SHR' : 'S3';
  if (originator === SYN_SENT && responder === INACTIVE) return 'S0';
  return originator === ESTABLISHED && responder === ESTABLISHED ? 'S1' : 'OTH';
}

function resetByResponder(originator: number, hasBytes: boolean): string {
  const isOpening = originator === SYN_SENT || originator === SYN_ACK_SENT;
  if (isOpening || (originator === RESET && !hasBytes)) return 'REJ';
  return isUnopened(originator) ? 'RSTRH' : 'RSTR';
}

function resetByOriginator(responder: number, history: string): string {
  if (!isUnopened(responder)) return 'RSTO';
  return /^\^?S[^HAFGIQ]*R/.test(history) ? 'RSTOS0' : 'OTH';
}

function isUnopened(state: number): boolean {
  return state === INACTIVE || state === PARTIAL;
}
