import type { Packet } from '../../wire/packet.ts';
import { describeBrokenOptionList, listOptions } from '../../wire/transport/tcp-option-list.ts';
import type { SackBlock, TcpOption } from '../../wire/transport/tcp-options.ts';
import type { Part } from './explanation-record.ts';
import { hasFlag, peerNumber, type SegmentFacts } from './facts.ts';
import { hex, type Octets, type Said } from './octets.ts';
import { MPTCP_SUBTYPES, OPTION } from './words/options.ts';

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
    parts.push(octets.part(at, end - at, 'rest of the options', restSaid(packet, isEnded)));
  return parts;
}

function restSaid(packet: Packet, isEnded: boolean): Said {
  if (isEnded) return { meaning: OPTION.padding };
  return { meaning: OPTION.broken(describeBrokenOptionList(packet) ?? '') };
}

function optionPart(
  octets: Octets,
  at: number,
  length: number,
  option: TcpOption,
  facts: SegmentFacts,
): Part {
  if (option.name === 'end-of-list')
    return octets.part(at, 1, 'end of list', { meaning: OPTION.endOfList });
  if (option.name === 'nop') return octets.part(at, 1, 'nop', { meaning: OPTION.nop });
  const isStray = ONLY_IN_SYN.includes(option.name) && !hasFlag(facts, 'SYN');
  const meaning = `${meaningOf(option, facts)}${isStray ? `. ${OPTION.outsideSyn}` : ''}`;
  const value = valueText(option);
  return octets.part(at, length, `option ${option.name}`, {
    meaning,
    ...(value !== undefined && { value }),
    children: [
      octets.part(at, 1, 'kind', { value: `${option.kind}`, meaning: OPTION.kind }),
      octets.part(at + 1, 1, 'length', { value: `${length}`, meaning: OPTION.length(length) }),
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

function meaningOf(option: TcpOption, { who }: SegmentFacts): string {
  switch (option.name) {
    case 'end-of-list':
      return OPTION.endOfList;
    case 'nop':
      return OPTION.nop;
    case 'mss':
      return OPTION.mss(who, option.mss);
    case 'window-scale':
      return OPTION.windowScale(option.shift);
    case 'sack-permitted':
      return OPTION.sackPermitted;
    case 'sack':
      return OPTION.sackBlocks(option.blocks.length);
    case 'timestamps':
      return OPTION.timestamps;
    case 'md5':
      return OPTION.md5;
    case 'user-timeout':
      return OPTION.userTimeout(option.timeout, option.granularity === 1);
    case 'tcp-ao':
      return OPTION.tcpAo;
    case 'mptcp':
      return OPTION.mptcp(MPTCP_SUBTYPES[option.subtype] ?? `subtype ${option.subtype}`);
    case 'fast-open':
      return option.cookie === '' ? OPTION.fastOpenRequest : OPTION.fastOpen;
    case 'accurate-ecn':
      return OPTION.accurateEcn;
    case 'experimental':
      return OPTION.experimental;
    case 'unknown':
      return OPTION.unknown;
    case 'malformed':
      return OPTION.malformed(option.option, option.problem);
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
      return number('value', octets.view.getUint8(at), OPTION.data).map((part) => ({
        ...part,
        value: valueText(option) ?? null,
      }));
    case 'sack':
      return option.blocks.map((block, index) =>
        sackPart(octets, at, index, option.blocks, block, facts),
      );
    case 'timestamps':
      return [
        ...number('TSval', option.tsval, OPTION.tsval(facts.who), 0, 4),
        ...number('TSecr', option.tsecr, OPTION.tsecr(facts.other, option.tsecr), 4, 4),
      ];
    case 'md5':
      return one('digest', OPTION.digest);
    case 'tcp-ao':
      return [
        ...number('key', option.keyId, OPTION.keyId, 0, 1),
        ...number('next key', option.rNextKeyId, OPTION.rNextKeyId, 1, 1),
        ...one('code', OPTION.mac, 2),
      ];
    case 'mptcp':
      return one('value', OPTION.mptcpData);
    case 'fast-open':
      return one('cookie', OPTION.cookie);
    case 'accurate-ecn':
      return option.counters.flatMap((counter, index) =>
        number('counter', counter, OPTION.counter, index * 3, 3),
      );
    case 'experimental':
      return [
        octets.part(at, 2, 'identifier', { value: hex(option.exId, 4), meaning: OPTION.exId }),
        ...one('value', OPTION.data, 2),
      ];
    default:
      return one('value', OPTION.data);
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
  const say = isDuplicate ? OPTION.duplicateSack : OPTION.sackBlock;
  return octets.part(at, BLOCK_LENGTH, 'block', {
    meaning: say(facts.other, first, behind - 1),
    children: [
      octets.part(at, 4, 'left edge', { value: `${left}`, meaning: OPTION.left(first) }),
      octets.part(at + 4, 4, 'right edge', { value: `${right}`, meaning: OPTION.right(behind) }),
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
