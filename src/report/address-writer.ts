import type { Packet } from '../wire/packet.ts';
import { fragment, type OctetText, textWord } from './octet-text.ts';

const COLON = 0x3a;
const IPV4_MAPPED_PREFIX = 0xffff;
const GROUPS = 8;
const GROUP_BITS = 16;

/** The numbers of dotted decimal and the point behind them, as words of text; and how long each is. */
const NUMBERS = Array.from({ length: 256 }, (_, octet) => `${octet}.`);
const NUMBER_WORDS = Int32Array.from(NUMBERS, textWord);
const NUMBER_LENGTHS = Uint8Array.from(NUMBERS, ({ length }) => length);

const MAPPED = fragment('::ffff:');

/** Writes the address that sent the packet, as `addressText` has it. */
export function writeSource(text: OctetText, packet: Packet): void {
  const { source0, source1, source2, source3 } = packet;
  if (packet.ipVersion === 4) writeIpv4(text, source0);
  else writeIpv6(text, source0, source1, source2, source3);
}

/** The same of the one that it is sent to. */
export function writeDestination(text: OctetText, packet: Packet): void {
  const { destination0, destination1, destination2, destination3 } = packet;
  if (packet.ipVersion === 4) writeIpv4(text, destination0);
  else writeIpv6(text, destination0, destination1, destination2, destination3);
}

function writeIpv4(text: OctetText, word: number): void {
  writeNumber(text, word >>> 24);
  writeNumber(text, (word >>> 16) & 0xff);
  writeNumber(text, (word >>> 8) & 0xff);
  writeNumber(text, word & 0xff);
  text.at--; // no point behind the last
}

function writeNumber(text: OctetText, number: number): void {
  text.word(NUMBER_WORDS[number] ?? 0, NUMBER_LENGTHS[number] ?? 0);
}

/** The groups of the address at hand, and the run of zeros that its text leaves out. */
const groups = new Uint16Array(GROUPS);
let gap = -1;
let gapEnd = 0;

/** RFC 5952: the longest run of zero groups, the first of equals, is left out. */
function writeIpv6(text: OctetText, a: number, b: number, c: number, d: number): void {
  if (a === 0 && b === 0 && c === IPV4_MAPPED_PREFIX) {
    text.put(MAPPED);
    writeIpv4(text, d);
    return;
  }
  setGroups(0, a);
  setGroups(2, b);
  setGroups(4, c);
  setGroups(6, d);
  findGap();
  for (let index = 0; index < GROUPS; index++) {
    if (index === gap) {
      text.octet(COLON);
      if (gap === 0) text.octet(COLON);
      index = gapEnd - 1;
    } else {
      text.hexadecimal(groups[index] ?? 0);
      if (index < GROUPS - 1) text.octet(COLON);
    }
  }
}

/** Sets the first of the longest runs of two zero groups or more; `gap` is -1 where there is none. */
function findGap(): void {
  gap = -1;
  gapEnd = 0;
  let longest = 1;
  let start = 0;
  for (let end = 1; end <= GROUPS; end++) {
    if (groups[end - 1] !== 0) start = end;
    else if (end - start > longest) {
      gap = start;
      gapEnd = end;
      longest = end - start;
    }
  }
}

function setGroups(index: number, word: number): void {
  groups[index] = word >>> GROUP_BITS;
  groups[index + 1] = word & 0xffff;
}
