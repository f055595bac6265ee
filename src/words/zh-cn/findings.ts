import type { FindingWords, Missed } from '../../model/findings/finding-words.ts';
import type { Side } from '../../model/vocabulary.ts';
import { DOUBTS } from './doubts.ts';
import { KINDS } from './finding-kinds.ts';
import { SIDE } from './sides.ts';

function place({ octets, isBefore }: Missed, other: Side): string {
  return `${SIDE[other]}下一个期望的序号${isBefore ? '之前' : '之后'} ${octets} 字节处`;
}

/** Names of options; what is no name stays as it is. */
const OPTIONS: Readonly<Record<string, string>> = {
  'window scale': '窗口扩大因子',
  'SACK permitted': '允许选择性确认（SACK）',
};

/** ICMP "destination unreachable" by its type and code (RFC 792, RFC 1812, RFC 4443). */
const UNREACHABLE = new Map([
  [0x300, '网络不可达'],
  [0x301, '主机不可达'],
  [0x303, '端口不可达'],
  [0x309, '该网络被禁止访问'],
  [0x30a, '该主机被禁止访问'],
  [0x30d, '被过滤规则禁止'],
  [0x100, '没有到达目的地的路由'],
  [0x101, '被过滤规则禁止'],
  [0x103, '地址不可达'],
  [0x104, '端口不可达'],
]);

function unreachable(type: number, code: number): string {
  const number = `ICMP 类型 ${type}，代码 ${code}`;
  const words = UNREACHABLE.get((type << 8) | code);
  return words === undefined ? number : `${words}（${number}）`;
}

export const CHINESE_FINDINGS: FindingWords = {
  sentences: {
    dataOnSyn: ({ who }, octets) =>
      `${SIDE[who]}未使用 Fast Open 就在 SYN 中携带了 ${octets} 字节数据；多数协议栈在握手完成前会丢弃这些数据`,
    ackMissing: ({ who }) => `${SIDE[who]}发送了一个既不带 ACK 也不是 SYN 的报文段：它会被丢弃`,
    reservedBits: ({ who }) => `${SIDE[who]}设置了 TCP 首部中必须为零的保留位`,
    optionOutsideSyn: ({ who }, names) =>
      `${SIDE[who]}在 SYN 以外的报文段中发送了选项 ${names.map((name) => OPTIONS[name] ?? name).join('、')}，该选项在那里没有意义`,
    windowScaleAbove14: ({ who }, scale) =>
      `${SIDE[who]}请求的窗口扩大因子为 ${scale}；实际按 14 处理`,
    synFin: ({ who }) => `${SIDE[who]}在同一报文段中设置了 SYN 和 FIN，正常的协议栈不会这样做`,
    synRst: ({ who }) => `${SIDE[who]}在同一报文段中设置了 SYN 和 RST，正常的协议栈不会这样做`,
    nullSegment: ({ who }) => `${SIDE[who]}发送了一个没有任何标志的报文段，端口扫描器会这样做`,
    xmasSegment: ({ who }) =>
      `${SIDE[who]}发送了带 FIN、PSH、URG 而不带 ACK 的报文段，端口扫描器会这样做`,
    acknowledgmentOfUnsentData: ({ who, other }, octets) =>
      `${SIDE[who]}确认了${SIDE[other]}尚未发送的 ${octets} 字节`,
    windowShrunk: ({ who }, octets) => `${SIDE[who]}把已经通告的窗口收回了 ${octets} 字节`,
    urgentPointerWithoutUrg: ({ who }, pointer) =>
      `${SIDE[who]}未设置 URG 却发送了紧急指针 ${pointer}：它没有意义`,
    acknowledgmentWithoutAckFlag: ({ who }) => `${SIDE[who]}未设置 ACK 却填写了确认号：它没有意义`,
    dataBeyondWindow: ({ who, other }, octets) =>
      `${SIDE[who]}发送的数据超出${SIDE[other]}的窗口 ${octets} 字节，对方不必接收`,
    resetWithoutAnswer: ({ who, other }) =>
      `${SIDE[who]}发出的一个重置没有确认${SIDE[other]}的 SYN，对方会忽略它`,
    resetChallenged: ({ who, other }, missed) =>
      `${SIDE[who]}发出的一个重置位于${place(missed, other)}：对方以挑战 ACK 应答`,
    resetIgnored: ({ who, other }, missed) =>
      `${SIDE[who]}发出的一个重置位于${place(missed, other)}，在窗口之外：它会被忽略`,
    timestampsGoBack: ({ who, other }, ticks) =>
      `${SIDE[who]}发送新数据时，时间戳比上一个旧 ${ticks} 个刻度：${SIDE[other]}会丢弃它`,
    overlapWithOtherData: ({ who }) => `${SIDE[who]}再次发送的字节与先前发送的内容不同`,
    initialSequenceOfFirst: ({ who }, sequence) =>
      `${SIDE[who]}开始第二个连接时使用了与第一个连接相同的初始序号 ${sequence}`,
    initialSequenceOfPort: ({ who }, sequence, port) =>
      `${SIDE[who]}使用的初始序号 ${sequence} 与它从端口 ${port} 发起连接时相同`,
    mssAboveMtu: ({ who, other }, mss, mssOfOther) =>
      `${SIDE[who]}要求报文段最大 ${mss} 字节，${SIDE[other]}要求不超过 ${mssOfOther} 字节：路径可能无法承载`,
    segmentAboveMss: ({ who, other }, octets, mss) =>
      `${SIDE[who]}在一个报文段中发送了 ${octets} 字节；${SIDE[other]}要求不超过 ${mss} 字节`,
    portZero: ({ who }) => `${SIDE[who]}的端口为 0，这是保留端口`,
    malformedOptions: ({ who }) => `${SIDE[who]}发送的 TCP 选项长度不合法`,
    invalidIpChecksum: ({ who, other }) =>
      `${SIDE[who]}的一个报文段的 IPv4 首部校验和不正确：${SIDE[other]}会丢弃它`,
    invalidTcpChecksum: ({ who, other }) =>
      `${SIDE[who]}的一个报文段的 TCP 校验和不正确：${SIDE[other]}会丢弃它`,
    refused: ({ who }) => `${SIDE[who]}拒绝了连接：它以重置应答 SYN`,
    oneSynUnanswered: () => 'SYN 没有得到应答',
    synsUnanswered: (_, syns, span) => `${span} 内的 ${syns} 个 SYN 都没有得到应答`,
    zeroWindow: ({ who, other }, span, zeroWindows) =>
      `${SIDE[who]}没有读取数据：它的窗口关闭了 ${span}（${zeroWindows} 次零窗口），${SIDE[other]}只能等待`,
    retransmissions: ({ who }, again, segments, percent, octets) =>
      `${SIDE[who]}的 ${segments} 个报文段中有 ${again} 个是重传（${percent} %），携带 ${octets} 字节数据`,
    synRetransmitted: (_, times) =>
      `客户端把 SYN 发送了 ${times} 次：先前的 SYN 或对它们的应答丢失了`,
    synAckRetransmitted: (_, times) =>
      `服务器把 SYN-ACK 发送了 ${times} 次：先前的 SYN-ACK 或对它们的应答丢失了`,
    halfClosedLong: ({ who, other }, span) =>
      `${SIDE[who]}已关闭，${SIDE[other]}的方向又保持打开 ${span}`,
    timeWaitReuse: () => '它占用了一个仍处于 TIME-WAIT 的连接的端口',
    synInEstablished: ({ who, other }) =>
      `${SIDE[who]}为一个在${SIDE[other]}看来仍然打开的连接发送了 SYN，对方以挑战 ACK 应答`,
    dataUnacknowledged: ({ who, other }, span) =>
      `${SIDE[who]}在 ${span} 内反复发送最后的数据；${SIDE[other]}不再确认任何数据`,
    icmpUnreachable: ({ who, other }, type, code) =>
      `${SIDE[who]}的一个报文段在前往${SIDE[other]}的途中被拒绝：${unreachable(type, code)}`,
    icmpPacketTooBig: ({ who, other }, mtu) =>
      `${SIDE[who]}的一个报文段对前往${SIDE[other]}的路径来说太大${mtu > 0 ? `（路径 MTU 为 ${mtu}）` : ''}：发送方必须发送更小的报文段`,
    icmpError: ({ who, other }, type, code) =>
      `${SIDE[who]}的一个报文段在前往${SIDE[other]}的途中遇到错误（ICMP 类型 ${type}，代码 ${code}）`,
  },
  resets: {
    refused: ({ who }) => `${SIDE[who]}拒绝了连接`,
    gaveUpUnopened: ({ who }) => `${SIDE[who]}在连接建立之前就以重置放弃了它`,
    gaveUpAfterOwnClose: ({ who }) => `${SIDE[who]}先关闭了自己的方向，随后以重置放弃了连接`,
    gaveUpAfterOtherClose: ({ who, other }) => `${SIDE[other]}先关闭；${SIDE[who]}以重置放弃了连接`,
    gaveUp: ({ who }) => `${SIDE[who]}没有正常关闭，而是以重置放弃了连接`,
    unreadData: ({ who, other }) =>
      `${SIDE[who]}没有读完${SIDE[other]}发送的全部数据就关闭了：发出的是重置而不是 FIN`,
    dataAfterClose: ({ who, other }, kept) =>
      `${SIDE[who]}先关闭；${SIDE[other]}又继续发送了 ${kept}；${SIDE[who]}已不再读取，因此以重置应答`,
    halfOpenPeer: ({ who, other }) => `${SIDE[who]}已不知道这个连接，以重置应答了${SIDE[other]}`,
    keepAliveTimeout: ({ who, other }, probes, span) =>
      `${SIDE[other]}在 ${span} 内没有应答 ${probes} 个保活探测：${SIDE[who]}以重置放弃了连接`,
    userTimeout: ({ who, other }, span) =>
      `${SIDE[other]}在 ${span} 内没有确认任何数据：${SIDE[who]}以重置放弃了连接`,
    illegalSegment: ({ who, other }) =>
      `${SIDE[other]}的一个报文段不属于这里，${SIDE[who]}以重置应答`,
    unknown: ({ who }) => `${SIDE[who]}发送了重置，从抓包中看不出原因`,
  },
  doubts: DOUBTS,
  whole: (sentence, times) => `${sentence}${times > 1 ? `（共 ${times} 次）` : ''}。`,
  kinds: KINDS,
};
