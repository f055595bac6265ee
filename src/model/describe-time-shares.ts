import type { Connection } from '../tcp/connection.ts';
import { CLIENT_IS_HIGH } from '../tcp/rows/connection-row.ts';
import { APPLICATION, LOSS_RECOVERY, RECEIVER_WINDOW, SENDING } from '../tcp/time-shares/causes.ts';
import { inSeconds } from './recording-clock.ts';
import type { TimeSharesRecord } from './time-shares-record.ts';

const CAUSES = [APPLICATION, RECEIVER_WINDOW, LOSS_RECOVERY, SENDING];

export function timeSharesOf({ row }: Connection): TimeSharesRecord {
  const client = (row.marks & CLIENT_IS_HIGH) !== 0 ? 1 : 0;
  const server = 1 - client;
  let life = row.handshakeTime;
  for (const cause of CAUSES) life += row.timeOf(0, cause) + row.timeOf(1, cause);
  const partOf = (nanoseconds: number) => ({
    seconds: inSeconds(nanoseconds),
    share: life > 0 ? nanoseconds / life : null,
  });
  const both = (cause: number) => partOf(row.timeOf(0, cause) + row.timeOf(1, cause));
  const directionOf = (side: number) => ({
    receiverWindow: partOf(row.timeOf(side, RECEIVER_WINDOW)),
    lossRecovery: partOf(row.timeOf(side, LOSS_RECOVERY)),
    sending: partOf(row.timeOf(side, SENDING)),
  });
  return {
    handshake: partOf(row.handshakeTime),
    clientApplication: partOf(row.timeOf(client, APPLICATION)),
    serverApplication: partOf(row.timeOf(server, APPLICATION)),
    receiverWindow: both(RECEIVER_WINDOW),
    lossRecovery: both(LOSS_RECOVERY),
    sending: both(SENDING),
    client: directionOf(client),
    server: directionOf(server),
  };
}
