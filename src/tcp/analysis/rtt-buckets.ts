/**
 * Logarithmic buckets for times, by the octets of a double: the exponent and the first bits of the
 * fraction are the bucket's number, which so needs no logarithm.
 */

/**
 * Bits of a double's upper half that are not part of the number: six bits of the fraction stay, so that
 * a bucket is at most 1/64 wide and its middle within 0.8 percent of every time in it.
 */
const FRACTION_BITS_DROPPED = 14;

/** The octets of one double. */
const octets = new DataView(new ArrayBuffer(8));

/** The bucket of a time above 0. */
export function bucketOf(time: number): number {
  octets.setFloat64(0, time);
  return octets.getInt32(0) >> FRACTION_BITS_DROPPED;
}

/** The time in the middle of a bucket. */
export function middleOf(bucket: number): number {
  const least = leastOf(bucket);
  return least + (leastOf(bucket + 1) - least) / 2;
}

function leastOf(bucket: number): number {
  octets.setInt32(0, bucket << FRACTION_BITS_DROPPED);
  octets.setInt32(4, 0);
  return octets.getFloat64(0);
}
