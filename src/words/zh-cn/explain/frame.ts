import type { FrameWords } from '../../../model/explain/frame-words.ts';
import { outcomeText } from '../outcomes.ts';
import { SIDE } from '../sides.ts';
import { octets } from './numbers.ts';
import { brokenListText } from './option-problems.ts';

/** What is said of a frame as a whole. */
export const FRAME: FrameWords = {
  segment: (flags, payload, who, other, connection) =>
    `${flags.length === 0 ? '没有标志' : flags.join(',')}${payload > 0 ? `，载荷 ${octets(payload)}` : ''}，连接 ${connection} 中由${SIDE[who]}发往${SIDE[other]}。`,
  noSegment: (outcome) => `没有可分析的 TCP 报文段：${outcomeText(outcome)}。`,
  fragment: (offset) =>
    `IP 数据报的一个分片，从数据报载荷的第 ${offset} 字节起：它本身不是报文段。`,
  completedBy: (frame) => `帧 ${frame} 使数据报完整：解释那一帧可以看到整个报文段。`,
  neverCompleted: '抓包中没有使数据报完整的帧。',
  completes: '它使一个分片到达的数据报完整。报文段取自下面的完整数据报。',
  snapped: (captured, original) =>
    `抓包长度截断了此帧：${octets(original)}中只抓到 ${captured} 字节。被截断的部分无法显示，也无法验证。`,
  malformed: (outcome) => `${outcomeText(outcome)}：这些字节不符合格式，解析到此为止。`,
  options: (broken) => `无法读完全部选项：${brokenListText(broken)}。`,
  icmp: 'ICMP 错误引用了它所涉及的数据包的首部；那是另一帧的报文段。',
  firstFragment: '这是第一个分片，但数据报无法重组：报文段的长度未知。',
  shortSegment: 'IP 数据包在 TCP 首部之内就结束了：格式错误。',
};
