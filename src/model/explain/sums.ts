import { expectedTcpChecksum, fold } from '../../wire/checksum.ts';
import { CHECKSUM_STATUS } from '../../wire/checksum-status.ts';
import { expectedIpv4Checksum } from '../../wire/network/ipv4.ts';
import { INVALID, PARTIAL, type Packet, VALID } from '../../wire/packet.ts';
import type { SumRecord } from './explanation-record.ts';
import type { SumWords } from './frame-words.ts';
import { hex } from './octets.ts';

type Step = SumRecord['steps'][number];

const TCP = 6;
const CHECKSUM = 16;
const FIXED_HEADER = 20;
const IP_CHECKSUM = 10;
/** Words of a step that are shown; of more the first and the last. */
const MOST_WORDS = 10;

/** Adds words up and tells each step. */
class Sum {
  readonly steps: Step[] = [];
  readonly #say: SumWords;
  total = 0;

  constructor(say: SumWords) {
    this.#say = say;
  }

  add(name: string, words: readonly number[]): void {
    for (const word of words) this.total += word;
    this.steps.push({ name, words: wordsText(words), sum: hex(this.total, 4) });
  }

  /** Folds the carries in until none is left, and inverts: the checksum. */
  finish(): number {
    while (this.total > 0xffff) {
      const carries = Math.floor(this.total / 0x1_0000);
      const low = this.total % 0x1_0000;
      this.total = carries + low;
      this.steps.push({
        name: this.#say.fold,
        words: wordsText([low, carries]),
        sum: hex(this.total, 4),
      });
    }
    const checksum = ~this.total & 0xffff;
    this.steps.push({ name: this.#say.complement, words: '', sum: hex(checksum, 4) });
    return checksum;
  }
}

function wordsText(words: readonly number[]): string {
  const text = (some: readonly number[]) =>
    some.map((word) => word.toString(16).padStart(4, '0')).join(' ');
  if (words.length <= MOST_WORDS) return text(words);
  const half = MOST_WORDS / 2;
  return `${text(words.slice(0, half))} ... ${text(words.slice(-half))}`;
}

/** The 16-bit words of some octets, an odd last one padded with zero; the one at `without` is 0. */
function wordsAt({ view }: Packet, at: number, length: number, without = -1): number[] {
  const words: number[] = [];
  for (let next = at; next < at + length; next += 2) {
    const isLast = next + 1 === at + length;
    const word = isLast ? view.getUint8(next) << 8 : view.getUint16(next);
    words.push(next === without ? 0 : word);
  }
  return words;
}

/** The sum of the IPv4 header; of IPv6 why there is none. */
export function ipSum(packet: Packet, say: SumWords): SumRecord {
  const status = CHECKSUM_STATUS[packet.ipChecksum] ?? 'unverified';
  if (packet.ipVersion !== 4) {
    const nothing = { steps: [], found: null, expected: null };
    return { protocol: 'ip', status, ...nothing, meaning: say.absentIp };
  }
  const { ipOffset, view } = packet;
  const length = (view.getUint8(ipOffset) & 15) * 4;
  const sum = new Sum(say);
  sum.add(say.header, wordsAt(packet, ipOffset, length, ipOffset + IP_CHECKSUM));
  sum.finish();
  const found = view.getUint16(ipOffset + IP_CHECKSUM);
  const expected = expectedIpv4Checksum(packet);
  const meaning =
    packet.ipChecksum === VALID
      ? say.valid(hex(found, 4))
      : packet.ipChecksum === INVALID
        ? wrong(found, expected, say, say.invalidIp)
        : say.notVerified;
  return { protocol: 'ip', status, steps: sum.steps, found, expected, meaning };
}

/** The sum of the segment with its pseudo-header. */
export function tcpSum(packet: Packet, say: SumWords): SumRecord {
  const status = CHECKSUM_STATUS[packet.tcpChecksum] ?? 'unverified';
  const { tcpOffset, view, wireEnd, end } = packet;
  const found = view.getUint16(tcpOffset + CHECKSUM);
  const expected = expectedTcpChecksum(packet);
  const length = wireEnd - tcpOffset;
  if (expected < 0) {
    const meaning = packet.isFirstFragment
      ? say.ofFragment
      : say.notVerifiable(end - tcpOffset, length);
    return { protocol: 'tcp', status, steps: [], found, expected: null, meaning };
  }
  const sum = new Sum(say);
  sum.add(say.sourceAddress, addressWords(packet, 'source'));
  sum.add(say.destinationAddress, addressWords(packet, 'destination'));
  sum.add(say.protocol, [TCP]);
  sum.add(say.length(length), length > 0xffff ? [length >>> 16, length & 0xffff] : [length]);
  const pseudo = fold(sum.total);
  const options = Math.min(packet.tcpHeaderLength, length) - FIXED_HEADER;
  sum.add(say.header, wordsAt(packet, tcpOffset, FIXED_HEADER, tcpOffset + CHECKSUM));
  if (options > 0) sum.add(say.options, wordsAt(packet, tcpOffset + FIXED_HEADER, options));
  const payload = length - FIXED_HEADER - Math.max(0, options);
  if (payload > 0) {
    const words = wordsAt(packet, tcpOffset + length - payload, payload);
    sum.add(say.payload(payload, payload % 2 === 1), words);
  }
  sum.finish();
  return {
    protocol: 'tcp',
    status,
    steps: sum.steps,
    found,
    expected,
    meaning: tcpMeaning(packet, found, expected, pseudo, say),
  };
}

function tcpMeaning(
  { tcpChecksum }: Packet,
  found: number,
  expected: number,
  pseudo: number,
  say: SumWords,
): string {
  switch (tcpChecksum) {
    case VALID:
      return say.valid(hex(found, 4));
    case INVALID:
      return wrong(found, expected, say, say.invalid);
    case PARTIAL:
      return found === pseudo
        ? say.partial(hex(found, 4))
        : say.partialWithoutLength(hex(found, 4));
    default:
      return say.notVerified;
  }
}

function wrong(
  found: number,
  expected: number,
  { negativeZero }: SumWords,
  say: (found: string, expected: string) => string,
): string {
  return found === 0xffff && expected === 0 ? negativeZero : say(hex(found, 4), hex(expected, 4));
}

function addressWords(packet: Packet, end: 'source' | 'destination'): number[] {
  const { ipVersion } = packet;
  const all =
    end === 'source'
      ? [packet.source0, packet.source1, packet.source2, packet.source3]
      : [packet.destination0, packet.destination1, packet.destination2, packet.destination3];
  const used = ipVersion === 4 ? all.slice(0, 1) : all;
  return used.flatMap((word) => [word >>> 16, word & 0xffff]);
}
