import { type Connection, clientOf, serverOf } from '../tcp/connection.ts';
import { CLOSED_IN_THREE, WAS_RESET } from '../tcp/rows/connection-row.ts';
import type { EndpointRow } from '../tcp/rows/endpoint-row.ts';
import * as known from '../tcp/rows/state-fields.ts';
import { CLOSED, CLOSING, ESTABLISHED } from '../tcp/states.ts';
import type { HandshakeKind, TeardownKind } from './timeline-kinds.ts';

/** How a connection was opened, by what its endpoints are known to have done. */
export function handshakeKind(connection: Connection): HandshakeKind {
  const client = clientOf(connection);
  const server = serverOf(connection);
  const either = client.stateMarks | server.stateMarks;
  if ((either & (known.SENT_SYN | known.SENT_SYN_ACK)) === 0) return 'not-captured';
  if ((client.stateMarks & server.stateMarks & known.SENT_SYN) !== 0) return 'simultaneous-open';
  if ((server.stateMarks & known.SENT_SYN_ACK) === 0) {
    const hasRefused = (server.stateMarks & known.SENT_RST) !== 0 && server.state === CLOSED;
    if (hasRefused && !wasOpen(server)) return 'refused';
    if (hasOpened(connection)) return 'three-way';
    return server.segments === 0 ? 'unanswered' : 'incomplete';
  }
  if ((client.stateMarks & known.FAST_OPEN_ACCEPTED) !== 0) return 'fast-open';
  return hasOpened(connection) ? 'three-way' : 'incomplete';
}

/** Both sides came to ESTABLISHED, or beyond it. */
export function hasOpened(connection: Connection): boolean {
  return wasOpen(connection.low) && wasOpen(connection.high);
}

function wasOpen(endpoint: EndpointRow): boolean {
  return endpoint.passed >> ESTABLISHED !== 0;
}

/** How a connection was closed. */
export function teardownKind(connection: Connection): TeardownKind {
  const { low, high, row } = connection;
  const both = low.stateMarks & high.stateMarks;
  const wasReset = (row.marks & WAS_RESET) !== 0;
  const hasClosed = (both & known.SENT_FIN) !== 0 && (!wasReset || (both & known.FIN_ACKED) !== 0);
  if (hasClosed) {
    if (((low.passed | high.passed) & (1 << CLOSING)) !== 0) return 'simultaneous';
    return (row.marks & CLOSED_IN_THREE) !== 0 ? 'three-way' : 'four-way';
  }
  const either = low.stateMarks | high.stateMarks;
  if (wasReset || (either & known.SENT_RST) !== 0) return 'reset';
  if (connection.isSuperseded) return 'not-captured';
  return (either & known.SENT_FIN) !== 0 ? 'half-closed' : 'none';
}
