import type { Address } from './address-text.ts';
import { sha1 } from './sha1.ts';

const PROTOCOL_TCP = 6;

/** A socket with its address as the engine holds it. */
export interface Socket extends Address {
  readonly port: number;
}

/**
 * Community ID version 1 with seed 0, which lets the logs of several tools be joined by connection
 * (github.com/corelight/community-id-spec). The same whichever socket comes first.
 */
export function communityId(one: Socket, other: Socket): string {
  const [first, second] = comesFirst(one, other) ? [one, other] : [other, one];
  const addressLength = first.version === 4 ? 4 : 16;
  const octets = Buffer.alloc(2 + 2 * addressLength + 6);
  let offset = 2; // behind the seed
  offset = writeAddress(octets, offset, first);
  offset = writeAddress(octets, offset, second);
  offset = octets.writeUInt8(PROTOCOL_TCP, offset) + 1; // and an octet of padding
  offset = octets.writeUInt16BE(first.port, offset);
  octets.writeUInt16BE(second.port, offset);
  return `1:${sha1(octets).toString('base64')}`;
}

function writeAddress(octets: Buffer, start: number, { version, words }: Address): number {
  let offset = start;
  for (const word of version === 4 ? words.slice(0, 1) : words) {
    offset = octets.writeUInt32BE(word >>> 0, offset);
  }
  return offset;
}

function comesFirst(one: Socket, other: Socket): boolean {
  for (const [index, word] of one.words.entries()) {
    const difference = (word >>> 0) - ((other.words[index] ?? 0) >>> 0);
    if (difference !== 0) return difference < 0;
  }
  return one.port <= other.port;
}
