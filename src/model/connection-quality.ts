import { type Connection, clientOf, serverOf } from '../tcp/connection.ts';
import { SAW_OPENING } from '../tcp/rows/connection-row.ts';
import type { CaptureRecord } from './capture-record.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { SIDES, type Side } from './vocabulary.ts';

/** What the capture distorts of a connection. */
export function qualityOf(connection: Connection): ConnectionRecord['quality'] {
  const { row, low, high } = connection;
  const senders = { client: clientOf(connection), server: serverOf(connection) };
  return {
    checksumOffload: SIDES.filter((side) => senders[side].partialChecksums > 0),
    superSegments: row.superSegments,
    wireSegments: low.segments + high.segments - row.superSegments + row.superWireSegments,
    snappedSegments: row.snappedSegments,
    tapDuplicates: low.tapDuplicates + high.tapDuplicates,
    onlyDirection: onlyDirectionOf(connection),
    reorderedSegments: row.reorderedSegments,
    clockStepsBack: row.clockStepsBack,
    beginsMidConnection: (row.marks & SAW_OPENING) === 0,
    endsMidConnection: connection.ended === 'open',
  };
}

/** The only side that was captured, where more than an attempt to open the connection was. */
function onlyDirectionOf(connection: Connection): Side | null {
  const client = clientOf(connection);
  const server = serverOf(connection);
  if (server.segments === 0 && client.dataSegments > 0) return 'client';
  return client.segments === 0 && server.dataSegments > 0 ? 'server' : null;
}

type Presence = Pick<
  CaptureRecord['quality'],
  'oneSidedConnections' | 'connectionsBegunBefore' | 'connectionsOpenAtEnd'
>;

/** Counts, for each capture, the connections that it holds a part of. */
export class ConnectionPresence {
  /** By index of the capture. */
  readonly #captures: { -readonly [Key in keyof Presence]: number }[] = [];

  add(connection: Connection): void {
    const { row, ended } = connection;
    if ((row.marks & SAW_OPENING) === 0) this.#at(row.capture).connectionsBegunBefore++;
    if (onlyDirectionOf(connection) !== null) this.#at(row.capture).oneSidedConnections++;
    if (ended === 'open') this.#at(row.lastCapture).connectionsOpenAtEnd++;
  }

  /** The capture with what was counted; complete once every connection is final. */
  describe(capture: CaptureRecord): CaptureRecord {
    return { ...capture, quality: { ...capture.quality, ...this.#at(capture.index) } };
  }

  #at(capture: number): { -readonly [Key in keyof Presence]: number } {
    this.#captures[capture] ??= {
      oneSidedConnections: 0,
      connectionsBegunBefore: 0,
      connectionsOpenAtEnd: 0,
    };
    return this.#captures[capture];
  }
}
