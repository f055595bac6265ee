import type { SumWords } from '../../../model/explain/frame-words.ts';
import { count, octets } from './numbers.ts';

/** What is said of a checksum that is computed step by step (RFC 1071). */
export const SUM: SumWords = {
  sourceAddress: '伪首部：源地址',
  destinationAddress: '伪首部：目的地址',
  protocol: '伪首部：协议 6，即 TCP',
  length: (length) => `伪首部：长度，${octets(length)}`,
  header: '首部，其中校验和字段按 0 计',
  options: '选项',
  payload: (length, isOdd) => `载荷，${octets(length)}${isOdd ? '，末尾补一个零字节' : ''}`,
  fold: '超出 16 位的进位，加回',
  complement: '反码：每一位取反',
  valid: (found) => `首部中也是 ${found}：校验和正确，字节到达时与发送时相同。`,
  invalid: (found, expected) =>
    `首部中是 ${found}，而不是 ${expected}：有字节在途中被改动，接收方会丢弃此报文段。`,
  invalidIp: (found, expected) =>
    `首部中是 ${found}，而不是 ${expected}：首部在途中被改动，会被丢弃。`,
  negativeZero:
    '首部中是 0xffff，相加时与 0x0000 等效，但不是任何此类和的反码（RFC 1624）：校验和错误。',
  partial: (found) =>
    `首部中是 ${found}：只是伪首部的和，已折叠而未取反。发送方把其余部分留给网卡计算，抓包发生在此之前：数据没有损坏。`,
  partialWithoutLength: (found) =>
    `首部中是 ${found}：只是伪首部（不含长度）的和，已折叠而未取反。发送方把其余部分留给网卡，网卡会把此报文段分成几个：数据没有损坏。`,
  notVerified: '没有验证校验和（--no-checksums）。',
  notVerifiable: (captured, length) =>
    `未验证：${octets(length)}中只抓到 ${count(captured)} 字节。`,
  ofFragment: '未验证：这是一个分片，缺少其他分片。',
  absentIp: 'IPv6 没有首部校验和：由 TCP 和链路的校验来保证。',
};
