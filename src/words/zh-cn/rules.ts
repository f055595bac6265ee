import type { BaselineMetric } from '../../model/baseline-keys.ts';
import type { HandshakeKind, TeardownKind } from '../../model/timeline-kinds.ts';
import { NO_BREAK } from '../no-break.ts';
import { countText } from '../numbers.ts';
import type { RuleWords } from '../rule-words.ts';
import { KINDS } from './finding-kinds.ts';
import { countedOutcome } from './outcomes.ts';
import { REPORT } from './report.ts';
import { SIDE } from './sides.ts';
import { RESET_REASONS } from './story.ts';

const NAMES: Readonly<Record<string, string | undefined>> = KINDS;

const same = (text: string) => ({ message: text, found: text });

const NOT_OPENED: Readonly<Partial<Record<HandshakeKind, string>>> = {
  refused: '连接被拒绝',
  unanswered: 'SYN 没有得到应答',
};

const NOT_CLOSED: Readonly<Partial<Record<TeardownKind, string>>> = {
  reset: '它以重置结束',
  'half-closed': '只有一方关闭',
  none: '双方都没有关闭',
  'not-captured': '没有抓到它的关闭',
};

const METRIC: Readonly<Record<BaselineMetric, string>> = {
  connections: '连接数',
  bytes: '载荷',
  resets: '重置次数',
  'retransmission-rate': '重传率',
  'handshake-p50': '握手用时的中位数',
  'handshake-p95': '握手用时的第 95 百分位数',
};

/** Services that are told apart by no port. */
const OTHER_SERVICES: Readonly<Record<string, string>> = {
  ephemeral: '临时端口',
  others: '其他端口',
};

export const RULES: RuleWords = {
  expected: {
    connection: '至少一个连接',
    wholeRecord: '最后一条记录完整',
    noReset: '没有 RST，除非在正常关闭之后',
    bothClose: '双方都发送 FIN，并且都得到确认',
    established: '双方都进入 ESTABLISHED',
    checksums: 'IPv4 和 TCP 校验和正确，或未完成（留给网卡计算）',
    noErrors: '没有级别为错误的发现',
    noRetransmission: '没有重传',
    noZeroWindow: '没有零窗口',
    atMost: (value) => `最多 ${value}`,
    mostSentAgain: (share) => `最多 ${share} 的报文段是重传`,
  },
  describe: {
    connection: '有可检查的连接',
    wholeCaptures: '没有抓包文件被截断',
    noReset: '没有连接被重置，除非在正常关闭之后',
    bothClose: '每个连接都由双方关闭',
    established: '每次握手都完成',
    checksums: '每个校验和都正确或未完成',
    noErrors: '没有报文段违反 TCP 的规则',
    noRetransmission: '没有重传',
    noZeroWindow: '没有接收窗口被关闭',
    connections: (expected) => `连接数为 ${expected}`,
    mostDuration: (span) => `没有连接持续超过 ${span}`,
    mostHandshake: (span) => `没有握手用时超过 ${span}`,
    mostSentAgain: (share) => `重传的报文段不超过 ${share}`,
    mostRoundTrip: (quantile, span) =>
      `没有连接的往返时间${quantile === 'max' ? '' : `的 ${quantile} `}超过 ${span}`,
  },
  baseline: {
    service(name) {
      if (/^\d+$/.test(name)) return `端口 ${name}`;
      return OTHER_SERVICES[name] ?? name;
    },
    differs: (service, metric) => `${service}：${METRIC[metric]}与基线不同`,
    isNew: (service) => `${service}${/\w$/.test(service) ? ' ' : ''}是新出现的`,
    hasVanished: (service) => `${service}${/\w$/.test(service) ? ' ' : ''}已消失`,
    connections: (count) => `${countText(count)} 个连接`,
    noConnection: '没有连接',
    asBefore: (found) => `${found}，与基线一致`,
    none: '没有',
    found: (value, more) => `${value}${more === null ? '' : `（${more}）`}`,
    atMost: (limit, sum) => `最多 ${limit}${sum === null ? '' : `（${sum}）`}`,
  },
  noConnection: (packets, others) => {
    const reasons = others.map(([reason, count]) => countedOutcome(reason, count)).join('，');
    return {
      message: '没有连接：抓包过滤器是否正确？',
      found: `${countText(packets)} 个数据包中没有连接${reasons === '' ? '' : `（${reasons}）`}`,
    };
  },
  noneSelected: (connections) => ({
    message: '没有选中任何连接：条件是否正确？',
    found: `${countText(connections)} 个连接中没有一个被选中`,
  }),
  cutShort: (lastFrame) => ({
    message: '抓包文件在最后一条记录中被截断',
    found: `帧 ${countText(lastFrame)} 之后有一条不完整的记录`,
  }),
  connections: (count) => ({
    message: `共有 ${countText(count)} 个连接`,
    found: countText(count),
  }),
  reset: (from, cause, count) => ({
    message: `${SIDE[from]}发送了重置${RESET_REASONS[cause] === '' ? '' : `（${RESET_REASONS[cause]}）`}`,
    found: `${count} 个 RST`,
  }),
  notClosed: (kind, isOpen) => {
    const message = NOT_CLOSED[kind] ?? '有一个 FIN 没有得到确认';
    const goesOn = isOpen && (kind === 'half-closed' || kind === 'none');
    return same(`${message}${goesOn ? '，抓包就结束了' : ''}`);
  },
  lasted: (span) => ({ message: `它持续了 ${span}`, found: span }),
  notOpened: (kind, segments) => ({
    message: NOT_OPENED[kind] ?? '握手没有完成',
    found: segments.join('、'),
  }),
  handshakeTook: (span) => ({ message: `握手用了 ${span}`, found: span }),
  checksums: (ip, tcp, doubt) => {
    const found = [...(ip > 0 ? [`IPv4 ${ip} 个`] : []), ...(tcp > 0 ? [`TCP ${tcp} 个`] : [])];
    return {
      message: `${countText(ip + tcp)} 个校验和错误${doubt === null ? '' : `（存疑：${doubt}）`}`,
      found: `错误：${found.join('，')}`,
    };
  },
  errors: (first, rfc, others, kinds) => ({
    message: `${first}${rfc === null ? '' : `（${REPORT.rfc(rfc).replaceAll(NO_BREAK, ' ')}）`}${others > 0 ? `（另有 ${others} 项）` : ''}`,
    found: kinds.map((kind) => NAMES[kind] ?? kind).join('、'),
  }),
  sentAgain: (segments) => same(`重传了 ${countText(segments)} 个报文段`),
  rate: (share, worst, retransmitted, segments) => ({
    message: `${share} 的报文段是重传，其中一个连接最多，有 ${countText(worst)} 个`,
    found: `${share}（${countText(segments)} 个中 ${countText(retransmitted)} 个）`,
  }),
  zeroWindows: (who, count) => ({
    message: `${SIDE[who]}关闭了窗口（${countText(count)} 次零窗口）`,
    found: `${countText(count)} 次零窗口`,
  }),
  roundTrip: (quantile, who, span, samples) => ({
    message: `${SIDE[who]}报文段的往返时间${quantile === 'max' ? '最长为' : `的 ${quantile} 为`} ${span}`,
    found: `${span}（${countText(samples)} 个样本）`,
  }),
  notSo: (description) => (description === null ? '此条件不成立' : `不成立：${description}`),
};
