import {
  anyOf,
  array,
  constant,
  type Infer,
  integer,
  named,
  object,
  text,
} from './schema/schema.ts';
import { unsigned16, unsigned32 } from './schema/shapes.ts';

const hex = (description: string) => text(`${description}, as hex.`, '^([0-9a-f]{2})*$');
const octet = (description: string) => integer(description, 0, 255);
const data = hex('Its octets behind kind and length');

const sackBlock = object(
  {
    left: unsigned32('First sequence number of the block, raw.'),
    right: unsigned32('One past its last sequence number, raw.'),
  },
  'Octets received out of order.',
);

const variants = [
  object({ kind: octet('Option kind.'), name: constant('end-of-list') }, 'End of list (RFC 9293).'),
  object({ kind: octet('Option kind.'), name: constant('nop') }, 'No operation (RFC 9293).'),
  object(
    { kind: octet('Option kind.'), name: constant('mss'), mss: unsigned16('In octets.') },
    'Maximum segment size (RFC 9293).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('window-scale'),
      shift: octet('As sent; 14 at most counts.'),
    },
    'Window scale (RFC 7323).',
  ),
  object(
    { kind: octet('Option kind.'), name: constant('sack-permitted') },
    'SACK permitted (RFC 2018).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('sack'),
      blocks: array(sackBlock, 'In the order sent.'),
    },
    'SACK blocks (RFC 2018).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('timestamps'),
      tsval: unsigned32('Clock of the sender.'),
      tsecr: unsigned32('Clock of the peer that it echoes.'),
    },
    'Timestamps (RFC 7323).',
  ),
  object(
    { kind: octet('Option kind.'), name: constant('md5'), digest: hex('The digest') },
    'MD5 signature (RFC 2385).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('user-timeout'),
      granularity: integer('0: seconds, 1: minutes.', 0, 1),
      timeout: integer('In units of the granularity.', 0, 0x7fff),
    },
    'User timeout (RFC 5482).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('tcp-ao'),
      keyId: octet('Key of this segment.'),
      rNextKeyId: octet('Key that the sender wants next.'),
      mac: hex('The message authentication code'),
    },
    'TCP authentication option (RFC 5925).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('mptcp'),
      subtype: integer('0 MP_CAPABLE, 1 MP_JOIN, 2 DSS...', 0, 15),
      data,
    },
    'Multipath TCP (RFC 8684).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('fast-open'),
      cookie: hex('The cookie; empty asks for one'),
    },
    'Fast Open (RFC 7413).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('accurate-ecn'),
      counters: array(integer('Octets, modulo 2^24.'), 'The 24-bit counters in the order sent.'),
    },
    'Accurate ECN: kind 172 begins with the ECT(0) counter, 174 with that of ECT(1) (RFC 9768).',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('experimental'),
      exId: unsigned32('Experiment identifier: the first two octets.'),
      data: hex('Its octets behind the identifier'),
    },
    'Experiment (RFC 6994).',
  ),
  object(
    { kind: octet('Option kind.'), name: constant('unknown'), data },
    'A kind that is not known here.',
  ),
  object(
    {
      kind: octet('Option kind.'),
      name: constant('malformed'),
      message: text('What is wrong with it.'),
      data,
    },
    'An option that contradicts its format, or the end of the list.',
  ),
] as const;

/** One TCP option; `name` tells the shapes apart. Values are the header's integers. */
export const optionSchema = named('option', anyOf(variants, 'One TCP option, by `name`.'));

export type OptionRecord = Infer<typeof optionSchema>;
