import { socketText } from '../model/address-text.ts';
import { communityId } from '../model/community-id.ts';
import { qualityOf } from '../model/connection-quality.ts';
import type { ConnectionRecord } from '../model/connection-record.ts';
import { type DescribeContext, describeConnection } from '../model/describe-connection.ts';
import { describeEndpoint, socketOf } from '../model/describe-endpoint.ts';
import { Timelines } from '../model/describe-timeline.ts';
import type { FindingRecord } from '../model/finding-record.ts';
import { findingsOf } from '../model/findings.ts';
import { handshakeKind } from '../model/kinds.ts';
import { inSeconds } from '../model/recording-clock.ts';
import { verdictOf } from '../model/verdict.ts';
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

  /** The record, or so much of it as holds these keys: most rules read a few that are cheap to have. */
  recordWith(keys: readonly string[]): object {
    if (this.#record !== undefined) return this.#record;
    const part: Record<string, unknown> = {};
    for (const key of keys) {
      const describe = Object.hasOwn(PARTS, key) ? PARTS[key as keyof typeof PARTS] : undefined;
      if (describe === undefined) return this.record;
      part[key] = describe(this);
    }
    return part;
  }

  get timelines(): Timelines {
    this.#timelines ??= new Timelines(this.connection, this.context.clock);
    return this.#timelines;
  }

  get findings(): readonly FindingRecord[] {
    return this.#record?.findings ?? findingsOf(this.connection, this.context.findingWords);
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

/** What of a record can be had without the rest of it. */
export const PARTS: {
  readonly [Key in keyof ConnectionRecord]?: (subject: ConnectionSubject) => ConnectionRecord[Key];
} = {
  id: ({ connection }) => connection.row.id,
  client: ({ connection }) => describeEndpoint(connection, clientOf(connection)),
  server: ({ connection }) => describeEndpoint(connection, serverOf(connection)),
  verdict: ({ connection }) => verdictOf(connection.ended, handshakeKind(connection)),
  ended: ({ connection }) => connection.ended,
  firstFrame: ({ connection }) => connection.row.firstFrame,
  lastFrame: ({ connection }) => connection.row.lastFrame,
  durationSeconds: ({ connection: { row } }) => inSeconds(row.lastTime - row.startTime),
  startElapsedSeconds: ({ connection, context }) =>
    context.clock.elapsedSeconds(connection.row.startTime),
  handshake: ({ timelines }) => timelines.handshake(),
  teardown: ({ timelines, context }) => timelines.teardown(context.msl),
  findings: ({ connection, context }) => findingsOf(connection, context.findingWords),
  quality: ({ connection }) => qualityOf(connection),
};
