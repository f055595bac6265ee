import type { MeaningWords, StateWords, StepWords } from '../../../model/explain/meaning-words.ts';
import { SIDE } from '../sides.ts';
import { count, octets, seconds } from './numbers.ts';

/** What a segment means to its connection. */
export const STORY: MeaningWords = {
  first: (id) => `连接 ${id} 的第一个报文段。`,
  time(id, elapsed, delta) {
    const place =
      elapsed < 0
        ? `时钟倒退，记录时间比连接 ${id} 的第一个报文段早 ${seconds(-elapsed)}`
        : `连接 ${id} 开始后 ${seconds(elapsed)}`;
    return delta < 0
      ? `${place}；比前一个报文段倒退了 ${seconds(-delta)}。`
      : `${place}，距前一个报文段 ${seconds(delta)}。`;
  },
  late: '它在连接已有定论之后到达：不改变任何状态。',
  takesNothing: '它不占用序号：没有 SYN、FIN，也没有载荷。',
  takes: (who, parts, first, next) =>
    `它占用${parts}：从 ${count(first)} 起，因此${SIDE[who]}的下一个序号是 ${count(next)}。`,
  syn: '一个序号（SYN）',
  fin: '一个序号（FIN）',
  payload: (length) => `${length === 1 ? '一' : ` ${count(length)} `}个序号（载荷）`,
  inOrder: (next) => `按序：它从 ${count(next)} 开始，正是期待的下一个序号。`,
  ahead: (first, next, missing) =>
    `它从 ${count(first)} 开始，而期待的下一个序号是 ${count(next)}：在它之前有 ${octets(missing)}没有看到。`,
  behind: (first, next, by) =>
    `它从 ${count(first)} 开始，比期待的下一个序号 ${count(next)} 早 ${octets(by)}：它退了回去。`,
  unknownOrder: '此前没有看到其发送方的报文段：期待的序号未知。',
  acknowledgesNew: (other, news, upTo) =>
    `对${SIDE[other]}的序号，它比此前多确认 ${count(news)} 个：${count(upTo)} 之前的全部。`,
  acknowledgesSame: (other, upTo) =>
    `它没有确认${SIDE[other]}的新数据：仍是 ${count(upTo)} 之前的全部。`,
  acknowledgesLess: (upTo, before) =>
    `它确认 ${count(upTo)} 之前的全部，少于此前的 ${count(before)}：是旧的或迟到的报文段。`,
  acknowledgesFrame: (frame) => `到此为止的内容来自帧 ${frame}。`,
  roundTrip: (rtt) => (rtt < 0 ? '其间时钟倒退。' : `从那时起过了 ${seconds(rtt)}。`),
  window: (other, from, to) => `${SIDE[other]}最近通告的窗口是 ${count(from)} 至 ${count(to)}`,
  windowShut: (other, from) => `${SIDE[other]}最近通告的窗口在 ${count(from)} 处关闭`,
  windowUnknown: (other) => `${SIDE[other]}的窗口未知。`,
  inside: (window, place) => `${window}；${place}`,
  inWindow: '报文段全部在窗口之内。',
  beyondWindow: (by) => `报文段有 ${octets(by)}在窗口之后，可能被丢弃。`,
  belowWindow: '报文段全部在窗口之前：接收方已有这些数据，只会再次确认。',
  partlyBelow: (by) => `报文段的前 ${octets(by)}在窗口之前：接收方已有这些数据。`,
  inFlight: (who, bytes) => `连同它，${SIDE[who]}有 ${octets(bytes)}在途：已发送而未被确认。`,
  acknowledgedBy: (frame, after) =>
    after < 0
      ? `帧 ${frame} 确认了它的全部序号；其间时钟倒退。`
      : `${seconds(after)} 后，帧 ${frame} 确认了它的全部序号。`,
  neverAcknowledged: '抓包中没有报文段确认它。',
  repeatedBy: (frames) =>
    `在帧 ${frames.slice(0, 5).join('、')}${frames.length > 5 ? ' 及以后' : ' '}重传。`,
  copy: '由分光器或网络产生的副本：抓包中出现两次，发送方只发送了一次。',
  discardedChecksum: '视为已被接收方丢弃：有校验和错误。',
  discardedStale: '视为已被接收方丢弃：时间戳比此前的一个更旧（PAWS，RFC 7323 第 5 节）。',
  discarded:
    '视为已被接收方忽略：其序号或确认号不是接收方会接受的（RFC 9293 第 3.10.7.4 节；RFC 5961）。',
};

/** What the steps of the handshake and the teardown are for. */
export const STEP: StepWords = {
  place: (index, steps, phase) => `${phase}的 ${steps} 个报文段中的第 ${index} 个。`,
  handshake: '握手',
  teardown: '关闭',
  syn: (who, sequence) => `SYN，seq = x = ${sequence}：${SIDE[who]}请求打开，并告知初始序号。`,
  synAck: (who, other, sequence) =>
    `SYN 和 ACK，seq = y = ${sequence}：${SIDE[who]}同意，告知自己的初始序号，并确认${SIDE[other]}的初始序号。`,
  ack: (who, other) =>
    `ACK：${SIDE[who]}确认${SIDE[other]}的初始序号。到这时双方才都知道对方已得知自己的序号：因此握手需要三个报文段。`,
  refusal: (who) => `RST：${SIDE[who]}拒绝；没有程序在监听，或连接不被接受。`,
  fin: (who, sequence, isFirst) =>
    isFirst
      ? `FIN，序号 ${sequence}：${SIDE[who]}先关闭。它不再发送数据；另一方可以继续发送任意长时间（半关闭）。`
      : `FIN，序号 ${sequence}：${SIDE[who]}也关闭。`,
  ackOfFin: (who, other) => `ACK：${SIDE[who]}已收到${SIDE[other]}的 FIN 以及此前的全部。`,
  reset: (who) => `RST：${SIDE[who]}立即结束连接的两个方向。`,
  again: '它重复了先前的一个。',
  check: (acknowledgment, base, frame, what) =>
    `ack = ${acknowledgment} 等于 ${base} + 1，即帧 ${frame} 中 ${what} 的序号加一：相符。`,
  lastAck: (who) =>
    `${SIDE[who]}在 TIME-WAIT 中等待 2 MSL，以便此 ACK 丢失时可以重发，并让旧报文段消失。`,
};

/** Words for what moves an endpoint (RFC 9293, figure 5). */
export const CAUSES: Readonly<Record<string, string>> = {
  'snd SYN': '发送了 SYN，即主动打开（RFC 9293 第 3.10.1 节）',
  'snd SYN,ACK': '发送了 SYN 和 ACK（RFC 9293 第 3.10.7.2 节）',
  'snd FIN': '发送了 FIN，即关闭（RFC 9293 第 3.10.4 节）',
  'snd RST': '发送了 RST（RFC 9293 第 3.10.5 节）',
  'rcv SYN': '收到了 SYN（RFC 9293 第 3.10.7.2 节）',
  'rcv SYN,ACK': '收到了对其 SYN 的 ACK，同时带有 SYN（RFC 9293 第 3.10.7.3 节）',
  'rcv ACK of SYN': '收到了对其 SYN 的 ACK（RFC 9293 第 3.10.7.4 节）',
  'rcv FIN': '收到了 FIN（RFC 9293 第 3.10.7.4 节）',
  'rcv ACK of FIN': '收到了对其 FIN 的 ACK（RFC 9293 第 3.10.7.4 节）',
  'rcv RST': '收到了 RST（RFC 9293 第 3.10.7.4 节）',
  'seen open': '首次看到时已打开：没有抓到它的打开过程',
};

export const STATE: StateWords = {
  stays: (state) => `保持 ${state}。`,
  unknown: '处于尚无从得知的状态。',
  moves: (before, after, cause, isInferred) =>
    `从 ${before} 转到 ${after}：${cause}${isInferred ? '；这是推断，没有它自己的报文段证明' : ''}。`,
  thought: (before, after) =>
    `它经过时，假定的状态${before === after ? `是 ${after}` : `先是 ${before}，后是 ${after}`}：以后的报文段表明了更多。`,
  none: '未知状态',
};
