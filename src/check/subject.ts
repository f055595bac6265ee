import { socketText } from '../model/address-text.ts';
import { communityId } from '../model/community-id.ts';
import type { ConnectionRecord } from '../model/connection-record.ts';
import { type DescribeContext, describeConnection } from '../model/describe-connection.ts';
import { describeEndpoint, socketOf } from '../model/describe-endpoint.ts';
import { Timelines } from '../model/describe-timeline.ts';
import type { FindingRecord } from '../model/finding-record.ts';
import { findingsOf } from '../model/findings.ts';
import { type Connection, clientOf, serverOf } from '../tcp/connection.ts';
import type { Violation } from './verdict.ts';

/**
 * A connection as rules see it: what the engine knows of it at hand, and what takes time to describe
 * made when the first rule asks for it. Valid during the call that it is handed to.
 */
export class ConnectionSubject {
  readonly connection: Connection;
  readonly context: DescribeContext;
  #record: ConnectionRecord | undefined;
  #timelines: Timelines | undefined;

  constructor(connection: Connection, context: DescribeContext) {
    this.connection = connection;
    this.context = context;
  }

  /** The record, as `--json` prints it. */
  get record(): ConnectionRecord {
    this.#record ??= describeConnection(this.connection, this.context);
    return this.#record;
  }

  get timelines(): Timelines {
    this.#timelines ??= new Timelines(this.connection, this.context.clock);
    return this.#timelines;
  }

  get findings(): readonly FindingRecord[] {
    return this.#record?.findings ?? findingsOf(this.connection);
  }

  /** What names it in a violation. */
  name(): NonNullable<Violation['connection']> {
    const { connection } = this;
    const [client, server] = [clientOf(connection), serverOf(connection)];
    const socket = (endpoint: typeof client) => {
      const { address, port } = describeEndpoint(connection, endpoint);
      return socketText(address, port);
    };
    return {
      id: connection.row.id,
      communityId: communityId(socketOf(connection, client), socketOf(connection, server)),
      client: socket(client),
      server: socket(server),
    };
  }
}
