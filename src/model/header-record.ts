import {
  array,
  boolean,
  constant,
  type Infer,
  integer,
  nullable,
  number,
  object,
  text,
} from './schema/schema.ts';
import { SCHEMA_VERSION } from './schema/version.ts';

const options = object(
  {
    packetFilter: nullable(
      text('Packet filter (`-f`): packets it drops are not analysed, so it changes what is said.'),
    ),
    displayFilter: nullable(text('Display filter (`-Y`): selects segments after the analysis.')),
    where: nullable(text('CEL condition on connections (`--where`), after the analysis.')),
    connections: nullable(
      array(integer('Connection id.'), 'Connections selected by id (`--connection`).'),
    ),
    after: nullable(text('Packets before this time are not analysed (`--after`).')),
    before: nullable(text('Packets from this time on are not analysed (`--before`).')),
    packetLimit: nullable(integer('Packets after which reading stops (`-c`).')),
    limit: nullable(integer('Connections shown at most (`--limit`).')),
    sort: nullable(text('Key that orders the connections (`--sort`).')),
    checksums: boolean('Whether checksums are verified; false with `--no-checksums`.'),
    maxConnections: integer('Connections open at a time before the least recently active goes.'),
    idleTimeoutSeconds: nullable(number('Idle time after which a connection ends, in seconds.', 0)),
    mslSeconds: number('Maximum segment lifetime, in seconds (RFC 9293, section 3.4.2).', 0),
    strict: boolean('Whether a capture cut short counts as an error.'),
    repair: boolean('Whether reading goes on behind damage.'),
    follow: boolean('Whether reading goes on while the capture grows.'),
  },
  'The options that have an effect on the result, with their defaults filled in.',
);

/** What was run on what: the keys that open a document as well as a stream of records. */
export const headerKeys = {
  schema: constant(SCHEMA_VERSION),
  version: text('Version of tcpdissect.'),
  inputs: array(text('Path as given; `-` is standard input.'), 'The captures, as given.'),
  options,
};

/** The first line of a stream of records. */
export const headerSchema = object(
  { type: constant('header'), ...headerKeys },
  'The first record: what was run on what.',
);

export type HeaderRecord = Infer<typeof headerSchema>;
