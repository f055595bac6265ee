// The shapes that several records share.
import { CHECKSUM_STATUS } from '../../wire/checksum-status.ts';
import { SEVERITIES, SIDES, TCP_STATES } from '../vocabulary.ts';
import { array, integer, nullable, number, object, oneOf, text } from './schema.ts';

const MAXIMUM_32_BITS = 0xffff_ffff;
const MAXIMUM_16_BITS = 0xffff;

export const side = (description: string) => oneOf(SIDES, description);
export const tcpState = (description: string) => oneOf(TCP_STATES, description);
export const severity = oneOf(SEVERITIES, 'How much it matters.');
export const frame = (description: string) => integer(description, 1);
export const unsigned32 = (description: string) => integer(description, 0, MAXIMUM_32_BITS);
export const unsigned16 = (description: string) => integer(description, 0, MAXIMUM_16_BITS);

/** ISO 8601, UTC, nine decimals; years beyond 9999 have six digits and a sign. */
export const timestamp = (description: string) =>
  text(
    `${description} ISO 8601 in UTC with nine decimals.`,
    String.raw`^([+-]\d{6,}|\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$`,
  );

export const address = text('IP address: dotted decimal, or RFC 5952 text for IPv6.');
export const port = unsigned16('TCP port.');

export const socket = (description: string) => object({ address, port }, description);

const checksumCounts = (subject: string) =>
  object(
    {
      valid: integer('The sum holds.'),
      invalid: integer('The sum does not hold: the octets changed on their way.'),
      partial: integer(
        'The field holds the pseudo-header sum alone, which an offloading sender leaves to its network card to complete: captured before the card, no corruption.',
      ),
      unverified: integer(
        'Octets are missing (snapped, or a fragment is), or sums are not verified.',
      ),
      absent: integer('There is none: IPv6 has no header checksum.'),
    },
    `${subject} by what verifying their checksum found (RFC 1071).`,
  );

export const checksums = object(
  { ip: checksumCounts('IP headers'), tcp: checksumCounts('TCP segments') },
  'Packets with a TCP segment by the result of their checksums, per protocol.',
);

export const checksumStatus = (description: string) => oneOf(CHECKSUM_STATUS, description);

export const range = (description: string, unit: string) =>
  nullable(
    object(
      {
        min: integer(`Least, in ${unit}.`),
        max: integer(`Most, in ${unit}.`),
        mean: number(`Arithmetic mean, in ${unit}.`, 0),
      },
      description,
    ),
  );

export const frames = (description: string) => array(frame('1-based frame number.'), description);
