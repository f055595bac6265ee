import type { ConnectionRecord } from '../model/connection-record.ts';
import { type DescribeContext, describeConnection } from '../model/describe-connection.ts';
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

type Show = (record: ConnectionRecord) => void;

/** As they become final, up to a limit. */
export function asFinal(limit: number, show: Show): ConnectionOrder {
  let shown = 0;
  return {
    take(connection, context) {
      if (shown++ < limit) show(describeConnection(connection, context));
    },
    end: () => {},
  };
}

interface Listed {
  readonly score: number;
  readonly id: number;
  readonly record: ConnectionRecord;
}

/** The first ones by a key, held back until all are known; shown in that order, or by id. */
export function ranked(key: SortKey, limit: number, byId: boolean, show: Show): ConnectionOrder {
  const shortlist = new Shortlist<Listed>(limit);
  return {
    take(connection, context) {
      shortlist.offer(SCORES[key](connection), connection.row.id, (score, id) => ({
        score,
        id,
        record: describeConnection(connection, context),
      }));
    },
    end() {
      const listed = shortlist.ranked();
      if (byId) listed.sort((a, b) => a.id - b.id);
      for (const { record } of listed) show(record);
    },
  };
}
