import type { AnalysisCounts } from './analysis/counts.ts';
import type { Journal } from './journal.ts';
import type { Ladders } from './ladder/index.ts';
import type { Recoveries } from './retransmission/recoveries.ts';
import type { ConnectionRow } from './rows/connection-row.ts';
import { CLIENT_IS_HIGH, IPV6 } from './rows/connection-row.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';
import type { ZeekObserver } from './zeek/observer.ts';

/** Why a connection is final. */
export const ENDED = ['open', 'closed', 'reset', 'evicted', 'timeout'] as const;
export type Ended = (typeof ENDED)[number];

/**
 * A connection as it is handed to a sink when it is final: its rows, its pair of sockets and its
 * journal, valid during the call. `model/` makes plain records of it for those who keep something.
 */
export interface Connection {
  readonly row: ConnectionRow;
  readonly low: EndpointRow;
  readonly high: EndpointRow;
  readonly journal: Journal;
  /** What the analysis counted, by endpoint. */
  readonly counts: AnalysisCounts;
  /** Knows its history in Zeek's letters. */
  readonly zeek: ZeekObserver;
  /** The episodes of loss of each endpoint's data, and which frames were sent again. */
  readonly recoveries: Recoveries;
  /** Undefined where nobody asked for them. */
  readonly ladders: Ladders | undefined;
  /** 4 or 6. */
  readonly ipVersion: number;
  /** The lower and the higher socket's address as 32-bit words (IPv4: the first alone), and port. */
  readonly lowAddress: Int32Array;
  readonly highAddress: Int32Array;
  readonly lowPort: number;
  readonly highPort: number;
  readonly ended: Ended;
  /** It was open when a new connection began on its pair of sockets: its end was not captured. */
  readonly isSuperseded: boolean;
}

export function clientOf(connection: Connection): EndpointRow {
  return (connection.row.marks & CLIENT_IS_HIGH) !== 0 ? connection.high : connection.low;
}

export function serverOf(connection: Connection): EndpointRow {
  return (connection.row.marks & CLIENT_IS_HIGH) !== 0 ? connection.low : connection.high;
}

export function isIpv6(row: ConnectionRow): boolean {
  return (row.marks & IPV6) !== 0;
}
