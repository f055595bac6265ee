import type { ConnectionRecord } from '../model/connection-record.ts';
import { type DescribeContext, describeConnection } from '../model/describe-connection.ts';
import { describeLadder } from '../model/describe-ladder.ts';
import type { LadderRecord } from '../model/ladder-record.ts';
import type { Connection } from '../tcp/connection.ts';
import type { SortKey } from './options.ts';
import { Shortlist } from './shortlist.ts';
import { SCORES } from './sort-key.ts';

/** Takes connections as they become final, and hands on the records of those that are shown. */
export interface ConnectionOrder {
  take(connection: Connection, context: DescribeContext): void;
  /** The last one was taken. */
  end(): void;
}

/** A connection with its ladder, where one was kept. */
export interface Shown {
  readonly record: ConnectionRecord;
  readonly ladder: LadderRecord | undefined;
}

type Show = (shown: Shown) => void;

function describe(connection: Connection, context: DescribeContext): Shown {
  const record = describeConnection(connection, context);
  const { ladders } = connection;
  return { record, ladder: ladders && describeLadder(connection, record) };
}

/** As they become final, up to a limit. */
export function asFinal(limit: number, show: Show): ConnectionOrder {
  let shown = 0;
  return {
    take(connection, context) {
      if (shown++ < limit) show(describe(connection, context));
    },
    end: () => {},
  };
}

interface Listed {
  readonly score: number;
  readonly id: number;
  readonly shown: Shown;
}

/** The first ones by a key, held back until all are known; shown in that order, or where all of them are by id. */
export function ranked(key: SortKey, limit: number, byId: boolean, show: Show): ConnectionOrder {
  let taken = 0;
  const shortlist = new Shortlist<Listed>(limit);
  return {
    take(connection, context) {
      taken++;
      shortlist.offer(SCORES[key](connection), connection.row.id, (score, id) => ({
        score,
        id,
        shown: describe(connection, context),
      }));
    },
    end() {
      const listed = shortlist.ranked();
      if (byId && taken <= limit) listed.sort((a, b) => a.id - b.id);
      for (const { shown } of listed) show(shown);
    },
  };
}
