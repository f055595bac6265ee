import { BASELINE_KEYS } from './baseline-keys.ts';
import {
  constant,
  type Infer,
  integer,
  nullable,
  number,
  object,
  oneOf,
  record,
} from './schema/schema.ts';

/** Version of baseline files: it goes up when what a key means changes. */
export const BASELINE_VERSION = 'tcpdissect-baseline/1';

const service = object(
  {
    connections: integer('Connections.'),
    bytes: integer('Payload of both sides by sequence space, in octets: repeated ones count once.'),
    resets: integer('Connections that ended by a reset; refused ones too.'),
    retransmissionRate: nullable(
      number('Segments sent again as a share of all segments; null without segments.', 0),
    ),
    handshakeP50Seconds: nullable(
      number('Median of the times of the handshakes, within 1 %; null without any.', 0),
    ),
    handshakeP95Seconds: nullable(number('The same, 95th percentile.', 0)),
  },
  'What the connections to one service came to.',
);

/** A baseline file: what a run measured, for later runs to be compared with. */
export const baselineSchema = object(
  {
    schema: constant(BASELINE_VERSION),
    by: oneOf(
      BASELINE_KEYS,
      'What names a service: `service`, the port of the server, those from 32768 on together as `ephemeral`; `port`, each port; `server`, its address and port.',
    ),
    services: record(service, 'By name: `443`, `ephemeral`, `192.0.2.1:443`.'),
  },
  'A baseline for tcpdissect check --baseline.',
);

export type BaselineRecord = Infer<typeof baselineSchema>;
export type ServiceRecord = BaselineRecord['services'][string];
