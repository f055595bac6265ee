import type { Connection } from '../tcp/connection.ts';
import { CLIENT_IS_HIGH } from '../tcp/rows/connection-row.ts';
import { APPLICATION, LOSS_RECOVERY, RECEIVER_WINDOW, SENDING } from '../tcp/time-shares/causes.ts';
import { inSeconds } from './recording-clock.ts';
import { type Infer, nullable, number, object } from './schema/schema.ts';

const part = (description: string) =>
  object(
    {
      seconds: number('In seconds.', 0),
      share: nullable(
        number('As a part of the connection’s life, 0 to 1; null where that is 0.', 0),
      ),
    },
    description,
  );

const CAUSES = {
  receiverWindow: 'Held up by the receiver’s window: it was 0, or data in flight filled it.',
  lossRecovery:
    'Recovering from loss: from before a retransmission until all that had been sent by then was acknowledged.',
  sending: 'Sending: data and acknowledgments on their way.',
};

const direction = (description: string) =>
  object(
    {
      receiverWindow: part(CAUSES.receiverWindow),
      lossRecovery: part(CAUSES.lossRecovery),
      sending: part(CAUSES.sending),
    },
    description,
  );

/** Where the time of a connection went. */
export const timeSharesSchema = object(
  {
    handshake: part('The handshake.'),
    clientApplication: part('Waiting for the application of the client.'),
    serverApplication: part('Waiting for the application of the server.'),
    receiverWindow: part(CAUSES.receiverWindow),
    lossRecovery: part(CAUSES.lossRecovery),
    sending: part(CAUSES.sending),
    client: direction('What of these was for data from the client.'),
    server: direction('What of these was for data from the server.'),
  },
  'Where the time went: each gap between two segments is put down to whoever was to act. The first six add up to the connection’s life.',
);

export type TimeSharesRecord = Infer<typeof timeSharesSchema>;

const CAUSE_COUNT = 4;

export function timeSharesOf({ row }: Connection): TimeSharesRecord {
  const client = (row.marks & CLIENT_IS_HIGH) !== 0 ? 1 : 0;
  const server = 1 - client;
  let life = row.handshakeTime;
  for (let cause = 0; cause < CAUSE_COUNT; cause++) {
    life += row.timeOf(0, cause) + row.timeOf(1, cause);
  }
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
