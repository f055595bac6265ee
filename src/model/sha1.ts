/** Octets that fit into one block, in front of what SHA-1 adds: a mark and the length. */
const MOST_OCTETS = 55;
const ROUNDS = 80;
const INITIAL = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0] as const;

const schedule = new Int32Array(ROUNDS);

/**
 * SHA-1 (RFC 3174) of a message that fits into one block. `node:crypto` knows it too, but takes
 * longer to load than a small capture takes to read.
 */
export function sha1(message: Uint8Array): Buffer {
  if (message.length > MOST_OCTETS) throw new RangeError('the message takes more than a block');
  const block = Buffer.alloc(64);
  block.set(message);
  block.writeUInt8(0x80, message.length);
  block.writeUInt32BE(message.length * 8, 60);
  const words = schedule;
  for (let round = 0; round < ROUNDS; round++) {
    words[round] =
      round < 16
        ? block.readInt32BE(round * 4)
        : rotate(word(round - 3) ^ word(round - 8) ^ word(round - 14) ^ word(round - 16), 1);
  }
  let [a, b, c, d, e]: [number, number, number, number, number] = [...INITIAL];
  for (let round = 0; round < ROUNDS; round++) {
    const sum = (rotate(a, 5) + mix(round, b, c, d) + e + word(round)) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = sum;
  }
  const digest = Buffer.alloc(20);
  for (const [index, value] of [a, b, c, d, e].entries()) {
    digest.writeInt32BE((value + (INITIAL[index] ?? 0)) | 0, index * 4);
  }
  return digest;
}

function word(round: number): number {
  return schedule[round] ?? 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** The function and the constant of a round (RFC 3174, section 5). */
function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a82_7999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9_eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1b_bcdc;
  return (b ^ c ^ d) + 0xca62_c1d6;
}
