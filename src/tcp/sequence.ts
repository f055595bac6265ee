/**
 * Sequence numbers: arithmetic modulo 2^32 (RFC 9293, section 3.4), in this file alone.
 *
 * Numbers are signed 32-bit integers, as `| 0` leaves them; `a` is before `b` when it lies within
 * 2^31 - 1 behind it. Plain `<`, `>` and `-` on sequence numbers are wrong wherever they wrap.
 */

/** The octet `octets` further on. */
export function sequenceAdd(sequence: number, octets: number): number {
  return (sequence + octets) | 0;
}

/** Octets from `from` to `to`: -2^31 to 2^31 - 1, negative where `to` lies before `from`. */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) | 0;
}

export function sequenceBefore(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function sequenceBeforeOrAt(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}

export function sequenceAfter(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

export function sequenceAfterOrAt(a: number, b: number): boolean {
  return ((a - b) | 0) >= 0;
}

/** The later of two numbers. */
export function sequenceMax(a: number, b: number): number {
  return ((a - b) | 0) < 0 ? b : a;
}
