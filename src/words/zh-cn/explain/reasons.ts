import type { ReasonWords } from '../../../model/explain/meaning-words.ts';
import { SIDE } from '../sides.ts';
import { count, octets, seconds } from './numbers.ts';

/** Why Wireshark's analysis flags a segment, with the numbers that decided. */
export const REASON: ReasonWords = {
  retransmission: (who, first, next) =>
    `它从序号 ${count(first)} 起，而${SIDE[who]}此前已发送到 ${count(next)}；更具体的名称都不符合。`,
  fastRetransmission: (other, first, duplicates, since) =>
    `${SIDE[other]}以 ${duplicates} 个重复确认请求 ${count(first)}，最后一个在 ${seconds(since)} 之前：在 20 ms 之内。`,
  spuriousRetransmission: (other, end, acknowledged) =>
    `它的载荷在 ${count(end)} 之前结束，而${SIDE[other]}已确认 ${count(acknowledged)} 之前的全部。`,
  outOfOrder: (first, next, since, limit, isRtt) =>
    `它从 ${count(first)} 开始，低于期待的下一个序号 ${count(next)}${
      limit < 0
        ? '：以握手的往返时间为限，而握手期间时钟倒退，任何时间都算作'
        : `，后者在 ${seconds(since)} 之前才达到：短于${isRtt ? `握手的往返时间 ${seconds(limit)}` : ' 3 ms'}，`
    }来不及重传。`,
  lostSegment: (who, first, next) =>
    `${SIDE[who]}期待的下一个序号是 ${count(next)}，而它从 ${count(first)} 开始：其间的 ${octets((first - next) >>> 0)}没有抓到，或在抓包点之前丢失。`,
  ackLostSegment: (other, acknowledged, seen) =>
    `它确认 ${count(acknowledged)} 之前的全部，但${SIDE[other]}的数据在抓包中只连续到 ${count(seen)}：其余已到达而没有抓到。`,
  duplicateAck: (number, frame, acknowledgment) =>
    `没有载荷，确认号 ${count(acknowledgment)} 和窗口都与此前相同：是对帧 ${frame} 的第 ${count(number)} 次重复。有数据乱序到达。`,
  keepAlive: (first, next, length) =>
    `它${length === 0 ? '没有载荷' : '携带一个字节'}，从 ${count(first)} 开始，比期待的下一个序号 ${count(next)} 小一：只是询问对方是否还在。`,
  keepAliveAck: '它重复了确认号和窗口，应答保活探测。',
  zeroWindow: (who) => `窗口为 0，且没有 SYN、FIN 或 RST：${SIDE[who]}没有空间。`,
  zeroWindowProbe: (other, first) =>
    `一个字节的新数据，位于 ${count(first)}，而${SIDE[other]}最近通告的窗口为 0：它询问是否有空间。`,
  zeroWindowProbeAck: '它重复了确认号和为 0 的窗口，应答探测：仍然没有空间。',
  windowFull: (other, end, acknowledged, window) =>
    `它的载荷在 ${count(end)} 之前结束：正是${SIDE[other]}的窗口结束之处，${count(acknowledged)} + ${count(window)}。在后者通告有空间之前，不能再发送。`,
  windowUpdate: (before, after) =>
    `没有载荷，确认号与此前相同，但窗口不同：是 ${count(after)} 而不是 ${count(before)}（首部中的值）。`,
  reusedPorts: '它的 SYN 的初始序号与同一对套接字上此前的 SYN 不同：是新的连接。',
};
