/**
 * An IP address as the engine holds it: 32-bit words, most significant first, signed or unsigned.
 * IPv4 uses the first word alone.
 */
export interface Address {
  readonly version: 4 | 6;
  readonly words: readonly [number, number, number, number];
}

/** Dotted decimal for IPv4, RFC 5952 text for IPv6. */
export function addressText({ version, words }: Address): string {
  return version === 4 ? ipv4Text(words[0]) : ipv6Text(words);
}

/** A socket as people write it: `192.0.2.1:80`, `[2001:db8::1]:80` (RFC 5952, section 6). */
export function socketText(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function ipv4Text(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 0xff}.${(word >>> 8) & 0xff}.${word & 0xff}`;
}

const IPV4_MAPPED = 0xffff;

function ipv6Text(words: Address['words']): string {
  const [a, b, c, d] = words;
  // RFC 5952, section 5: the prefix tells that an IPv4 address is embedded.
  if (a === 0 && b === 0 && c === IPV4_MAPPED) return `::ffff:${ipv4Text(d)}`;
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const gap = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (gap.length < 2) return hex.join(':');
  return `${hex.slice(0, gap.start).join(':')}::${hex.slice(gap.start + gap.length).join(':')}`;
}

/** The longest run of zero groups, the first of equals (RFC 5952, section 4.2). */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index + 1 - length, length };
  }
  return longest;
}
