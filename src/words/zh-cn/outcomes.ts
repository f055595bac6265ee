import { countText } from '../numbers.ts';

/** Why a frame holds no segment to analyse, where its name is no protocol. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'dropped-by-filter': '被抓包过滤器排除',
  'nested-too-deep': '封装层数过多',
  'icmp-error': 'ICMP 差错报文',
  'ipv4-fragment': 'IPv4 分片',
  'ipv6-fragment': 'IPv6 分片',
  'ipv4-unusable-fragment': '无法使用的 IPv4 分片',
  'ipv6-unusable-fragment': '无法使用的 IPv6 分片',
  'ipv6-overlapping-fragments': '相互重叠的 IPv6 分片',
  'ieee80211-encrypted': '加密的 802.11 帧',
  'ieee80211-fragment': '802.11 分片',
  'ieee80211-no-data': '不含数据的 802.11 帧',
  'capwap-encrypted': '加密的 CAPWAP',
  'l2tp-control': 'L2TP 控制消息',
  'lwapp-control': 'LWAPP 控制消息',
  'ppp-bridged': 'PPP 桥接帧',
  'ppp-multilink-fragment': 'PPP 多链路分片',
};

/** What numbers of protocols are of, by their names in records. */
const REGISTRIES: Readonly<Record<string, string>> = {
  'link-type': '链路类型',
  ethertype: '以太网类型',
  'ip-protocol': 'IP 协议',
  'ppp-protocol': 'PPP 协议',
  'gre-protocol': 'GRE 协议',
  nlpid: 'NLPID',
};

const BROKEN: Readonly<Record<string, string>> = {
  malformed: '首部格式错误',
  snapped: '首部被抓包长度截断',
};

/** The reason by its name in records; names of protocols are the same in every language. */
export function outcomeText(name: string): string {
  const [, how = '', header = ''] = /^(malformed|snapped)-(.+)-header$/.exec(name) ?? [];
  const broken = BROKEN[how];
  return broken === undefined ? (OUTCOMES[name] ?? numbered(name)) : `${header} ${broken}`;
}

/** `IPv4 分片 5 个` */
export function countedOutcome(name: string, count: number): string {
  const text = outcomeText(name);
  return `${text}${text.endsWith('）') ? '' : ' '}${countText(count)} 个`;
}

/** A protocol that has a number alone, or a name beside it: `link-type-195-ieee802154-with-fcs`. */
function numbered(name: string): string {
  const [, registry = '', number = '', own] =
    /^([a-z-]+)-(0x[0-9a-f]+|\d+)(?:-(.+))?$/.exec(name) ?? [];
  const registryName = REGISTRIES[registry];
  if (registryName === undefined) return name;
  return `${registryName} ${number}${own === undefined ? '' : `（${own}）`}`;
}
