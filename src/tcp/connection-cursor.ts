import type { AnalysisCounts } from './analysis/counts.ts';
import type { Connection, Ended } from './connection.ts';
import { ENDED } from './connection.ts';
import type { FlowTable } from './flow-table.ts';
import type { Journal } from './journal.ts';
import type { Ladders } from './ladder/index.ts';
import type { Recoveries } from './retransmission/recoveries.ts';
import { ConnectionRow } from './rows/connection-row.ts';
import { EndpointRow } from './rows/endpoint-row.ts';
import { CONNECTION_WORDS, ENDPOINT_WORDS, type RowPool } from './rows/row-pool.ts';
import type { ZeekObserver } from './zeek/observer.ts';

/** Stands for whichever connection it is pointed at: one object for all that are handed out. */
export class ConnectionCursor implements Connection {
  readonly row: ConnectionRow;
  readonly low: EndpointRow;
  readonly high: EndpointRow;
  readonly journal: Journal;
  readonly counts: AnalysisCounts;
  readonly zeek: ZeekObserver;
  readonly recoveries: Recoveries;
  readonly ladders: Ladders | undefined;
  readonly lowAddress = new Int32Array(4);
  readonly highAddress = new Int32Array(4);
  ipVersion = 4;
  lowPort = 0;
  highPort = 0;
  ended: Ended = ENDED[0];
  isSuperseded = false;

  constructor(
    rows: RowPool,
    journal: Journal,
    counts: AnalysisCounts,
    zeek: ZeekObserver,
    recoveries: Recoveries,
    ladders: Ladders | undefined,
  ) {
    this.row = new ConnectionRow(rows.connectionAnnexes);
    this.low = new EndpointRow(rows.endpointAnnexes);
    this.high = new EndpointRow(rows.endpointAnnexes);
    this.recoveries = recoveries;
    this.ladders = ladders;
    this.journal = journal;
    this.counts = counts;
    this.zeek = zeek;
  }

  /** Looks at a row; the sockets and the end are those of the last that was described. */
  point(row: number): void {
    this.row.point(row);
    this.low.point(row + CONNECTION_WORDS);
    this.high.point(row + CONNECTION_WORDS + ENDPOINT_WORDS);
  }

  /** Says whose row it is, and why it is final. */
  describe(
    table: FlowTable,
    entry: number,
    isIpv6: boolean,
    ended: Ended,
    isSuperseded: boolean,
  ): void {
    this.ended = ended;
    this.isSuperseded = isSuperseded;
    this.ipVersion = isIpv6 ? 6 : 4;
    const words = isIpv6 ? 4 : 1;
    this.lowAddress.fill(0);
    this.highAddress.fill(0);
    for (let word = 0; word < words; word++) {
      this.lowAddress[word] = table.keyWord(entry, word);
      this.highAddress[word] = table.keyWord(entry, words + word);
    }
    const ports = table.keyWord(entry, 2 * words);
    this.lowPort = ports >>> 16;
    this.highPort = ports & 0xffff;
  }
}
