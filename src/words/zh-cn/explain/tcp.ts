import type { FlagWords, TcpWords } from '../../../model/explain/frame-words.ts';
import type { FlagName } from '../../../model/vocabulary.ts';
import { SIDE } from '../sides.ts';
import { count, octets } from './numbers.ts';

function octetRange(first: number, last: number): string {
  return first === last ? `第 ${count(first)} 字节` : `第 ${count(first)} 至 ${count(last)} 字节`;
}

/** What is said of the fields of a TCP header (RFC 9293, section 3.1). */
export const TCP: TcpWords = {
  port: (who, isSource) =>
    `${isSource ? '发送方' : '接收方'}，即${SIDE[who]}的端口：与其 IP 地址组成${SIDE[who]}的套接字`,
  portUnknown: '与 IP 地址组成套接字',
  portZero: '端口 0 表示没有端口，不应使用',
  sequenceSyn: (who) =>
    `${SIDE[who]}的初始序号，随机选取：以下记作 0。SYN 占用这个序号；数据的第一个字节是序号 1`,
  sequenceData: (who, first, last) =>
    `相对值 ${count(first)}：载荷是${SIDE[who]}的${octetRange(first, last)}`,
  sequenceFin: (who, number) =>
    `相对值 ${count(number)}：${SIDE[who]}的 FIN 占用的序号，在它的最后一个字节之后`,
  sequenceFinWithData: (who, first, last, fin) =>
    `相对值 ${count(first)}：载荷是${SIDE[who]}的${octetRange(first, last)}，FIN 占用序号 ${count(fin)}`,
  sequenceEmpty: (who, number) =>
    `相对值 ${count(number)}：${SIDE[who]}当前的位置；报文段不携带占用序号的内容`,
  sequenceWraps: '序号在其中回绕：2^32 - 1 之后是 0',
  sequenceUnknown: '载荷第一个字节的序号',
  acknowledgment: (other, number) =>
    number === 1
      ? `相对值 1：已收到${SIDE[other]}的 SYN（序号 0），期待其第一个字节`
      : `相对值 ${count(number)}：期待${SIDE[other]}第 ${count(number - 1)} 字节之后的字节；此前的全部已到达`,
  acknowledgmentOfFin: (other, number) =>
    `相对值 ${count(number)}：比${SIDE[other]}的 FIN（序号 ${count(number - 1)}）大一：全部已到达，包括 FIN`,
  acknowledgmentZero: '未使用：没有设置 ACK，只有第一个 SYN（或 RST）如此',
  acknowledgmentOdd: '没有意义：没有设置 ACK；应为 0',
  acknowledgmentUnknown: '设置了 ACK 时，是发送方期待的下一个字节',
  dataOffset: (words) =>
    `${words} x 4 = ${octets(words * 4)}的首部：固定 20 字节，选项 ${words * 4 - 20} 字节`,
  dataOffsetWrong: (words) => `${words} x 4 = ${octets(words * 4)}：格式错误，首部至少 20 字节`,
  dataOffsetTooLong: (words) => `${words} x 4 = ${octets(words * 4)}：格式错误，超出报文段的长度`,
  reserved: (value) => (value === 0 ? '为零，符合要求' : '在所有报文段中必须为零，却不为零'),
  windowSyn: (window) => `${octets(window)}：带 SYN 的报文段中，窗口从不扩大（RFC 7323 第 2.2 节）`,
  windowScaled: (window, shift, scaled, who) =>
    `${count(window)} x 2^${shift} = ${octets(scaled)}：${SIDE[who]}从确认号起可以接收的数量`,
  windowPlain: (window, who) => `${octets(window)}，不扩大：${SIDE[who]}从确认号起可以接收的数量`,
  windowUnknown: '扩大因子在抓包开始之前商定：窗口的字节数未知',
  windowZero: (who) =>
    `${SIDE[who]}没有空间：对端只能发送紧急数据，以及为得知是否有空间而发送的探测`,
  windowZeroReset: '没有作用：重置会结束连接',
  checksum: {
    valid: '覆盖伪首部、首部和载荷；正确，见下面的计算',
    invalid: '覆盖伪首部、首部和载荷；错误，见下面的计算',
    partial: '只是伪首部的和，本应由网卡补全',
    unverified: '覆盖伪首部、首部和载荷；未验证',
    absent: '',
  },
  urgent: (number, inSegment) =>
    `紧急数据在相对值 ${count(number)} 之前结束：从序号起 ${octets(inSegment)}（RFC 9293 第 3.8.5 节）`,
  urgentClear: '未使用：没有设置 URG',
  urgentOdd: '没有意义：没有设置 URG；应为 0',
  payload: (length, shown) =>
    shown >= length ? octets(length) : `${octets(length)}，显示前 ${shown} 字节`,
  payloadSnapped: (length, captured) => `${octets(length)}，其中抓到 ${captured} 字节`,
  trailer: '在 IP 数据包之后：链路的填充或校验序列，不属于报文段',
};

export const FLAGS: Readonly<Record<FlagName, FlagWords>> = {
  AE: {
    set: '拥塞标记计数器的一部分（Accurate ECN，RFC 9768）；以前是 NS（nonce sum）',
    clear: '未设置',
    withSyn: '请求或同意使用 Accurate ECN（RFC 9768）',
  },
  CWR: {
    set: '拥塞窗口已减小：发送方得知拥塞并放慢了发送（RFC 3168）',
    clear: '未设置',
    withSyn: '与 ECE 一起：请求使用显式拥塞通知（RFC 3168）',
  },
  ECE: {
    set: '到达了带有拥塞标记的数据包（RFC 3168）',
    clear: '没有报告拥塞',
    withSyn: 'ECN：发送方请求或同意使用（RFC 3168）',
  },
  URG: { set: '紧急指针有效：有数据应先于其余数据处理', clear: '紧急指针未使用' },
  ACK: {
    set: '确认号有效；第一个 SYN 之后的每个报文段都如此',
    clear: '确认号未使用：只有第一个 SYN 或 RST 如此',
  },
  PSH: {
    set: '推送：接收方应把数据交给应用程序，不再等待',
    clear: '接收方可以等到更多数据再交付',
  },
  RST: { set: '重置：连接立即结束，或不被接受', clear: '不重置' },
  SYN: { set: '同步：打开连接；序号是初始序号。它占用一个序号', clear: '不打开连接' },
  FIN: {
    set: '结束：发送方不再有数据。即使没有数据，它也占用一个序号',
    clear: '发送方还可以继续发送',
  },
};
