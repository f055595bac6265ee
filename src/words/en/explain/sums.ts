import type { SumWords } from '../../../model/explain/frame-words.ts';
import { count, octets } from './numbers.ts';

/** What is said of a checksum that is computed step by step (RFC 1071). */
export const SUM: SumWords = {
  sourceAddress: 'pseudo-header: source address',
  destinationAddress: 'pseudo-header: destination address',
  protocol: 'pseudo-header: protocol 6, TCP',
  length: (length) => `pseudo-header: length, ${octets(length)}`,
  header: 'header, its checksum field taken as 0',
  options: 'options',
  payload: (length, isOdd) =>
    `payload, ${octets(length)}${isOdd ? ', a zero added behind the last' : ''}`,
  fold: 'carries beyond 16 bits, added in',
  complement: 'complement: each bit inverted',
  valid: (found) =>
    `The header has ${found} too: the checksum holds, the octets arrived as they were sent.`,
  invalid: (found, expected) =>
    `The header has ${found} instead of ${expected}: some octets changed on their way, and the receiver drops the segment.`,
  invalidIp: (found, expected) =>
    `The header has ${found} instead of ${expected}: it changed on its way, and is dropped.`,
  negativeZero:
    'The header has 0xffff, which adds up like 0x0000 but is no complement of any such sum (RFC 1624): it does not hold.',
  partial: (found) =>
    `The header has ${found}: the sum of the pseudo-header alone, folded and not inverted. The sender left the rest to its network card, and the capture was made before that: no corruption.`,
  partialWithoutLength: (found) =>
    `The header has ${found}: the sum of the pseudo-header without its length, folded and not inverted. The sender left the rest to its network card, which cuts the segment into several: no corruption.`,
  notVerified: 'Checksums are not verified (--no-checksums).',
  notVerifiable: (captured, length) =>
    `Not verified: of ${octets(length)} the capture has ${count(captured)}.`,
  ofFragment: 'Not verified: this is a fragment, and the others are missing.',
  absentIp: 'IPv6 has no header checksum: those of TCP and of the link are to suffice.',
};
