import type { OptionWords } from '../../../model/explain/frame-words.ts';
import { SIDE } from '../sides.ts';
import { count, octets } from './numbers.ts';
import { brokenListText, lengthProblem } from './option-problems.ts';

/** What is said of TCP options and their octets. */
export const OPTION: OptionWords = {
  kind: '是哪一种选项（IANA）',
  length: (length) => `${octets(length)}，包括类型和长度本身`,
  endOfList: '列表结束：首部中其后的内容是填充',
  nop: '一个填充字节，使下一个选项从 4 的倍数处开始',
  padding: '列表结束之后的填充',
  outsideSyn: '它只应出现在 SYN 中，在此处被忽略',
  mss: (who, mss) =>
    `${SIDE[who]}接收的报文段载荷最多 ${octets(mss)}：通常是其链路的 MTU ${count(mss + 40)} 减去 IP 和 TCP 首部的 40（RFC 9293 第 3.7.1 节）`,
  windowScale: (shift) =>
    shift > 14
      ? `发送方的窗口应乘以 2^${shift}：不允许超过 14，按 14 计（RFC 7323 第 2.3 节）`
      : `发送方的窗口应乘以 2^${shift} = ${count(2 ** shift)}，自以后的报文段起，且双方都发送此选项时才有效（RFC 7323）`,
  sackPermitted: '发送方可以使用选择性确认（RFC 2018）',
  sackBlocks: (blocks) => `${blocks} 个块：这些字节已到达，但它们之前还有缺失（RFC 2018）`,
  sackBlock: (other, left, last) =>
    `${SIDE[other]}的第 ${count(left)} 至 ${count(last)} 字节已到达`,
  duplicateSack: (other, left, last) =>
    `${SIDE[other]}的第 ${count(left)} 至 ${count(last)} 字节到达了两次：重复 SACK（RFC 2883）`,
  left: (number) => `块的第一个字节，相对值 ${count(number)}`,
  right: (number) => `块的最后一个字节之后，相对值 ${count(number)}`,
  timestamps: '用于测量往返时间和识别旧报文段的时钟（RFC 7323）',
  tsval: (who) => `${SIDE[who]}发送此报文段时的时钟`,
  tsecr: (other, value) =>
    value === 0 ? '还没有可以回显的值' : `回显${SIDE[other]}的时钟，后者据此测量往返时间`,
  md5: '以双方共知的密钥生成的 MD5 签名，用于 BGP（RFC 2385）',
  digest: '摘要：覆盖伪首部、不含选项的首部、载荷和密钥',
  userTimeout: (timeout, isMinutes) =>
    `发送方在 ${timeout} ${isMinutes ? '分钟' : '秒'}得不到确认后放弃（RFC 5482）`,
  tcpAo: 'TCP 认证：以密钥对报文段生成的认证码（RFC 5925）',
  keyId: '此报文段的密钥',
  rNextKeyId: '发送方希望下次收到的密钥',
  mac: '报文认证码',
  mptcp: (subtype) => `Multipath TCP：${subtype}（RFC 8684）`,
  mptcpUnknown: (subtype) => `子类型 ${subtype}`,
  mptcpData: '前四位是子类型，其后是它的内容',
  fastOpenRequest: 'TCP Fast Open：向服务器请求 cookie（RFC 7413）',
  fastOpen: 'TCP Fast Open：凭此 cookie，SYN 可以携带数据（RFC 7413）',
  cookie: '服务器发给此地址的 cookie',
  accurateEcn: 'Accurate ECN：带有各种标记的字节的计数器（RFC 9768）',
  counter: '24 位计数器',
  experimental: '一项实验，以标识符与其他实验区别（RFC 6994）',
  exId: '实验的标识符',
  data: '选项的值',
  unknown: '此处不认识的选项；接收方按其长度跳过',
  malformed: (option, length, legal) => `格式错误的选项 ${option}：${lengthProblem(length, legal)}`,
  broken: (broken) => `没有读取：${brokenListText(broken)}`,
};

/** Subtypes of Multipath TCP (RFC 8684, section 8.3). */
export const MPTCP_SUBTYPES: readonly string[] = [
  'MP_CAPABLE，打开经由多条路径的连接',
  'MP_JOIN，为连接增加一条路径',
  'DSS，把本路径的序号对应到整个连接的序号',
  'ADD_ADDR，通告另一个地址',
  'REMOVE_ADDR，撤回一个地址',
  'MP_PRIO，改变路径的优先级',
  'MP_FAIL，退回普通 TCP',
  'MP_FASTCLOSE，同时关闭所有路径',
  'MP_TCPRST，说明路径被重置的原因',
];
