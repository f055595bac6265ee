/** An IP address as unsigned 32-bit words, most significant first: one for IPv4, four for IPv6. */
export type AddressWords = readonly number[];

/** Dotted decimal with four parts; undefined for anything else. */
export function parseIpv4(text: string): number | undefined {
  const parts = parseDottedParts(text);
  return parts?.length === 4 ? wordOf(parts) : undefined;
}

/** One to four decimal parts of an address, each 0 to 255. */
export function parseDottedParts(text: string): number[] | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){0,3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts : undefined;
}

/** Up to four octets as a word; those that are missing are 0. */
export function wordOf(octets: readonly number[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

const GROUPS = 8;

/** Text of RFC 4291, section 2.2, as four words; undefined for anything else. */
export function parseIpv6(text: string): AddressWords | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const first = groupsOf(head, tail === undefined);
  const last = groupsOf(tail ?? '', true);
  if (first === undefined || last === undefined) return undefined;
  const missing = GROUPS - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...first, ...new Array<number>(missing).fill(0), ...last];
  return [0, 2, 4, 6].map((at) => (((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0)) >>> 0);
}

/** Groups between colons; the last one may be an IPv4 address where `isEnd` says that it ends the text. */
function groupsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const ipv4 = isEnd ? parseIpv4(parts.at(-1) ?? '') : undefined;
  if (ipv4 !== undefined) parts.pop();
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const groups = parts.map((part) => Number.parseInt(part, 16));
  return ipv4 === undefined ? groups : [...groups, ipv4 >>> 16, ipv4 & 0xffff];
}

/** The words of a netmask with so many leading ones. */
export function maskOf(prefixLength: number, words: number): number[] {
  return Array.from({ length: words }, (_, index) => {
    const ones = Math.min(32, Math.max(0, prefixLength - 32 * index));
    return ones === 0 ? 0 : (-1 << (32 - ones)) >>> 0;
  });
}
