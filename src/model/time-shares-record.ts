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
