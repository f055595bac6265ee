import type { NetworkWords } from '../../../model/explain/frame-words.ts';
import { outcomeText } from '../outcomes.ts';
import { octets } from './numbers.ts';

const ZERO = '为零，符合要求';
const FOLLOWS = (name: string): string => {
  const text = outcomeText(name);
  return `后面是${/^[\u4e00-\u9fff]/.test(text) ? '' : ' '}${text}`;
};

/** What is said of the headers below TCP. */
export const NETWORK: NetworkWords = {
  layer: (name, length) => `${name} 共 ${octets(length)}`,
  unread: '不再继续解析',
  etherType: FOLLOWS,
  hardwareDestination: (isGroup) => (isGroup ? '发给一组站点' : '此帧在本链路上的接收站点'),
  hardwareSource: '在本链路上发送此帧的站点',
  length: '是长度而不是类型：后面是 LLC',
  priority: '优先级，0 到 7（IEEE 802.1Q）',
  dropEligible: (isSet) => (isSet ? '拥塞时可以优先丢弃' : '不优先丢弃'),
  vlanId: '此帧所属的 VLAN',
  packetType: (value) =>
    ['发给本机', '广播', '多播', '发给其他主机', '由本机发出'][value] ?? '未知',
  otherHeader: '链路或隧道的首部，跳过不解析',

  version: (version) => `IP 版本 ${version}`,
  headerWords: (words) => `${words} x 4 = ${octets(words * 4)}的首部`,
  headerWordsWrong: (words) => `${words} x 4 字节：小于 20，首部不可能这么短`,
  differentiated: '路由器可据此给予的服务等级（RFC 2474）',
  ecn: (value) =>
    [
      '不支持 ECN：发生拥塞时以丢弃来表示（RFC 3168）',
      '支持 ECN，ECT(1)',
      '支持 ECN，ECT(0)',
      'CE：途中有路由器遇到拥塞，标记了数据包而没有丢弃',
    ][value] ?? '',
  totalLength: (total, header) =>
    total === 0
      ? '为 0，分段卸载会这样留下：数据包与帧等长'
      : `首部 ${header} 字节，载荷 ${Math.max(0, total - header)} 字节`,
  identification: '把此数据包的分片与其他数据包的分片区别开来',
  reservedBit: (isSet) => (isSet ? '必须为零，却不为零' : ZERO),
  dontFragment: (isSet) =>
    isSet ? 'DF：路由器不得分片；必须分片时，路由器会发送 ICMP 错误' : '路由器可以分片',
  moreFragments: (isSet) => (isSet ? 'MF：此数据包后面还有分片' : '后面没有分片'),
  fragmentOffset: (units) =>
    units === 0
      ? '从所属数据包载荷的第 0 字节开始'
      : `${units} x 8：从所属数据包载荷的第 ${units * 8} 字节开始`,
  timeToLive: '还可以经过的路由器数：每经过一个减一，到 0 时被丢弃',
  protocol: FOLLOWS,
  ipChecksum: {
    valid: '只覆盖此首部；正确',
    invalid: '只覆盖此首部；错误：首部在途中被改动',
    partial: '',
    unverified: '只覆盖此首部；未验证',
    absent: '',
  },
  ipSource: '发送它的主机',
  ipDestination: '接收它的主机',
  flowLabel: '同一个流的数据包带有相同的标签（RFC 6437）',
  payloadLength: (length) =>
    length === 0
      ? '为 0：超长数据包（jumbogram），或由分段卸载留下'
      : `此首部之后有 ${octets(length)}，包括扩展首部`,
  nextHeader: FOLLOWS,
  extensionLength: (length) => `共 ${octets(length)}`,
  extensionRest: '跳过不解析',
  ipOption: (name) => name,
  port: '端口表明数据报携带什么：隧道，或不解析的内容',
  udpLength: '首部与载荷的字节数',
  udpChecksum: '覆盖整个数据报；此处不验证',
};

/** Names of IPv4 options by their kind (IANA, IP option numbers). */
export const IP_OPTION_NAMES: Readonly<Record<number, string>> = {
  0: '列表结束',
  1: '空操作：用于填充',
  7: '记录路由：途中的路由器写入各自的地址',
  68: '途中路由器的时间戳',
  130: '安全（RFC 1108）',
  131: '宽松源路由：途中要经过的地址',
  136: '流标识',
  137: '严格源路由：必须经过且只经过这些地址',
  148: '路由器告警：要求路由器检查此数据包（RFC 2113）',
};
