import type { Packet } from '../../wire/packet.ts';
import { brokenOptionList, listOptions } from '../../wire/transport/tcp-option-list.ts';
import type { SackBlock, TcpOption } from '../../wire/transport/tcp-options.ts';
import type { ExplainWords } from './explain-words.ts';
import type { Part } from './explanation-record.ts';
import { hasFlag, peerNumber, type SegmentFacts } from './facts.ts';
import { hex, type Octets, type Said } from './octets.ts';

const FIXED_HEADER = 20;
const KIND_AND_LENGTH = 2;
const BLOCK_LENGTH = 8;
const ONLY_IN_SYN: readonly TcpOption['name'][] = ['mss', 'window-scale', 'sack-permitted'];

/** The options of the segment that the packet holds, octet by octet, and what lies behind them. */
export function optionParts(octets: Octets, packet: Packet, facts: SegmentFacts): Part[] {
  const parts: Part[] = [];
  const end = Math.min(packet.tcpOffset + packet.tcpHeaderLength, octets.end);
  let at = packet.tcpOffset + FIXED_HEADER;
  let isEnded = false;
  for (const option of listOptions(packet)) {
    if (isEnded) break;
    isEnded = option.name === 'end-of-list';
    const isSingle = isEnded || option.name === 'nop';
    const length = isSingle ? 1 : octets.view.getUint8(at + 1);
    parts.push(optionPart(octets, at, length, option, facts));
    at += length;
  }
  if (at < end)
    parts.push(
      octets.part(at, end - at, 'rest of the options', restSaid(octets.words, packet, isEnded)),
    );
  return parts;
}

function restSaid({ option }: ExplainWords, packet: Packet, isEnded: boolean): Said {
  if (isEnded) return { meaning: option.padding };
  const broken = brokenOptionList(packet);
  return broken === null ? {} : { meaning: option.broken(broken) };
}

function optionPart(
  octets: Octets,
  at: number,
  length: number,
  option: TcpOption,
  facts: SegmentFacts,
): Part {
  if (option.name === 'end-of-list')
    return octets.part(at, 1, 'end of list', { meaning: octets.words.option.endOfList });
  if (option.name === 'nop') return octets.part(at, 1, 'nop', { meaning: octets.words.option.nop });
  const isStray = ONLY_IN_SYN.includes(option.name) && !hasFlag(facts, 'SYN');
  const { words } = octets;
  const own = meaningOf(option, facts, words);
  const meaning = isStray ? words.further(own, words.option.outsideSyn) : own;
  const value = valueText(option);
  return octets.part(at, length, `option ${option.name}`, {
    meaning,
    ...(value !== undefined && { value }),
    children: [
      octets.part(at, 1, 'kind', { value: `${option.kind}`, meaning: octets.words.option.kind }),
      octets.part(at + 1, 1, 'length', {
        value: `${length}`,
        meaning: octets.words.option.length(length),
      }),
      ...valueParts(octets, at + KIND_AND_LENGTH, length - KIND_AND_LENGTH, option, facts),
    ],
  });
}

function valueText(option: TcpOption): string | undefined {
  switch (option.name) {
    case 'mss':
      return `${option.mss}`;
    case 'window-scale':
      return `${option.shift}`;
    case 'mptcp':
      return `${option.subtype}`;
    case 'user-timeout':
      return `${option.timeout}`;
    default:
      return undefined;
  }
}

function meaningOf(option: TcpOption, { who }: SegmentFacts, words: ExplainWords): string {
  switch (option.name) {
    case 'end-of-list':
      return words.option.endOfList;
    case 'nop':
      return words.option.nop;
    case 'mss':
      return words.option.mss(who, option.mss);
    case 'window-scale':
      return words.option.windowScale(option.shift);
    case 'sack-permitted':
      return words.option.sackPermitted;
    case 'sack':
      return words.option.sackBlocks(option.blocks.length);
    case 'timestamps':
      return words.option.timestamps;
    case 'md5':
      return words.option.md5;
    case 'user-timeout':
      return words.option.userTimeout(option.timeout, option.granularity === 1);
    case 'tcp-ao':
      return words.option.tcpAo;
    case 'mptcp':
      return words.option.mptcp(
        words.mptcpSubtypes[option.subtype] ?? words.option.mptcpUnknown(option.subtype),
      );
    case 'fast-open':
      return option.cookie === '' ? words.option.fastOpenRequest : words.option.fastOpen;
    case 'accurate-ecn':
      return words.option.accurateEcn;
    case 'experimental':
      return words.option.experimental;
    case 'unknown':
      return words.option.unknown;
    case 'malformed':
      return words.option.malformed(option.option, option.length, option.legal);
  }
}

function valueParts(
  octets: Octets,
  at: number,
  length: number,
  option: TcpOption,
  facts: SegmentFacts,
): Part[] {
  if (length <= 0) return [];
  const one = (name: string, meaning: string, from = 0, size = length - from) =>
    size <= 0 ? [] : [octets.part(at + from, size, name, { meaning })];
  const number = (name: string, value: number, meaning: string, from = 0, size = length) => [
    octets.part(at + from, size, name, { value: `${value}`, meaning }),
  ];
  switch (option.name) {
    case 'mss':
    case 'window-scale':
    case 'user-timeout':
      return number('value', octets.view.getUint8(at), octets.words.option.data).map((part) => ({
        ...part,
        value: valueText(option) ?? null,
      }));
    case 'sack':
      return option.blocks.map((block, index) =>
        sackPart(octets, at, index, option.blocks, block, facts),
      );
    case 'timestamps':
      return [
        ...number('TSval', option.tsval, octets.words.option.tsval(facts.who), 0, 4),
        ...number(
          'TSecr',
          option.tsecr,
          octets.words.option.tsecr(facts.other, option.tsecr),
          4,
          4,
        ),
      ];
    case 'md5':
      return one('digest', octets.words.option.digest);
    case 'tcp-ao':
      return [
        ...number('key', option.keyId, octets.words.option.keyId, 0, 1),
        ...number('next key', option.rNextKeyId, octets.words.option.rNextKeyId, 1, 1),
        ...one('code', octets.words.option.mac, 2),
      ];
    case 'mptcp':
      return one('value', octets.words.option.mptcpData);
    case 'fast-open':
      return one('cookie', octets.words.option.cookie);
    case 'accurate-ecn':
      return option.counters.flatMap((counter, index) =>
        number('counter', counter, octets.words.option.counter, index * 3, 3),
      );
    case 'experimental':
      return [
        octets.part(at, 2, 'identifier', {
          value: hex(option.exId, 4),
          meaning: octets.words.option.exId,
        }),
        ...one('value', octets.words.option.data, 2),
      ];
    default:
      return one('value', octets.words.option.data);
  }
}

/** A block, with the words of a duplicate SACK where it is one (RFC 2883, section 4). */
function sackPart(
  octets: Octets,
  value: number,
  index: number,
  blocks: readonly SackBlock[],
  { left, right }: SackBlock,
  facts: SegmentFacts,
): Part {
  const at = value + index * BLOCK_LENGTH;
  const first = peerNumber(facts, left);
  const behind = peerNumber(facts, right);
  const isDuplicate = index === 0 && isDuplicateSack(blocks, facts);
  const say = isDuplicate ? octets.words.option.duplicateSack : octets.words.option.sackBlock;
  return octets.part(at, BLOCK_LENGTH, 'block', {
    meaning: say(facts.other, first, behind - 1),
    children: [
      octets.part(at, 4, 'left edge', {
        value: `${left}`,
        meaning: octets.words.option.left(first),
      }),
      octets.part(at + 4, 4, 'right edge', {
        value: `${right}`,
        meaning: octets.words.option.right(behind),
      }),
    ],
  });
}

/** The first block lies below the acknowledgment number, or within the second block. */
function isDuplicateSack([first, second]: readonly SackBlock[], { record }: SegmentFacts): boolean {
  if (first === undefined) return false;
  if (((first.right - record.acknowledgment) | 0) <= 0) return true;
  if (second === undefined) return false;
  return ((first.left - second.left) | 0) >= 0 && ((second.right - first.right) | 0) >= 0;
}
