import type { LadderWords } from '../ladder-words.ts';
import { NO_BREAK } from '../no-break.ts';
import { countText } from '../numbers.ts';
import { SIDE } from './sides.ts';

type Retransmission = Parameters<LadderWords['retransmission']>;

const CAUSES: Readonly<Record<Retransmission[0], string>> = {
  timeout: '超时重传',
  fast: '快速重传',
  'tail-loss-probe': '尾部丢失探测',
  'go-back-n': '回退 N 重传',
  syn: '重传 SYN',
  fin: '重传 FIN',
  spurious: '不必要的重传',
  unknown: '重传',
};

const LOST: Readonly<Record<Retransmission[2], string>> = {
  'before-capture': '在抓包点之前丢失',
  'after-capture': '在抓包点之后丢失',
  'not-lost': '并未丢失',
  unknown: '',
};

/** The words of RFC 9293, Figure 5. */
const EVENT = /^(snd|rcv) (.*?)(?: of (.*))?$/;

export const LADDER: LadderWords = {
  heads: { frame: '帧', elapsed: '时间', delta: '间隔', why: '原因' },
  again: '重传',
  cause: (event) => {
    if (event === 'seen open') return '首次看到时已打开';
    const [, direction, what = event, of] = EVENT.exec(event) ?? [];
    if (direction === undefined) return event;
    return `${direction === 'snd' ? '发送' : '收到'} ${what}${of === undefined ? '' : `（确认 ${of}）`}`;
  },
  stateChange: (endpoint, cause) => `${SIDE[endpoint]}：${cause}`,
  retransmission: (cause, original, lost, segments) =>
    [
      CAUSES[cause],
      original === null ? '' : `${segments === 1 ? '' : '第一个的'}原始帧为 ${original}`,
      LOST[lost],
    ]
      .filter((part) => part !== '')
      .join('，'),
  duplicateAck: (number, ofFrame, segments) => {
    const of = ofFrame === null ? '' : `，与帧 ${ofFrame} 相同`;
    return segments === 1 ? `第 ${number} 个重复 ACK${of}` : `重复 ACK${of}，最后是第 ${number} 个`;
  },
  analysis: {
    retransmission: '按 Wireshark 规则为重传',
    fast_retransmission: '按 Wireshark 规则为快速重传',
    spurious_retransmission: '按 Wireshark 规则为不必要的重传',
    out_of_order: '乱序',
    lost_segment: '它之前的报文段没有抓到',
    ack_lost_segment: '确认了没有抓到的数据',
    keep_alive: '保活探测',
    keep_alive_ack: '应答保活探测',
    zero_window: '零窗口：不能再接收数据',
    zero_window_probe: '零窗口探测',
    zero_window_probe_ack: '应答零窗口探测',
    window_full: '填满了对端的窗口',
    window_update: '窗口更新',
    reused_ports: '端口先前使用过',
  },
  windowUpdate: (size) => `窗口更新为 ${size}`,
  checksum: (protocol) => `${protocol} 校验和错误`,
  remarks: {
    copy: '被记录了两次',
    reordered: '被抓包程序打乱顺序',
    discarded: '被接收方丢弃',
  },
  several: (size, lastFrame, span) =>
    `${size === '' ? '' : `${size}，`}直到帧 ${lastFrame}，历时 ${span}`,
  segments: (count) => `${countText(count)} 个报文段`,
  rowsNotShown: (count) => `${countText(count)} 行未显示：`,
  icmp: (to, type, code, mtu) =>
    `发给${SIDE[to]}的 ICMP 错误：类型 ${type}，代码 ${code}${mtu === 0 ? '' : `，MTU ${mtu}`}`,
  stateNames: {
    CLOSED: '关闭',
    LISTEN: '监听',
    'SYN-SENT': '同步已发送',
    'SYN-RECEIVED': '同步已收到',
    ESTABLISHED: '已建立连接',
    'FIN-WAIT-1': `终止等待${NO_BREAK}1`,
    'FIN-WAIT-2': `终止等待${NO_BREAK}2`,
    'CLOSE-WAIT': '关闭等待',
    CLOSING: '正在关闭',
    'LAST-ACK': '最后确认',
    'TIME-WAIT': '时间等待',
  },
  legend: (states) =>
    `状态（RFC 9293）：${states.map(({ state, name }) => `${state}（${name}）`).join('、')}。`,
};
