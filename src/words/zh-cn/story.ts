import type { ResetCause } from '../../model/timeline-kinds.ts';
import { NO_BREAK } from '../no-break.ts';
import { countText } from '../numbers.ts';
import type {
  ClosingWords,
  LossWords,
  OpeningWords,
  QualityWords,
  StoryWords,
  TimeCause,
  TrafficWords,
} from '../story-words.ts';
import { SIDE } from './sides.ts';

function again(syns: number): string {
  return syns > 1 ? `（发送了 ${countText(syns)} 个 SYN）` : '';
}

const opening: OpeningWords = {
  threeWay: (syns, took) => `经三次握手${again(syns)}建立${took}。`,
  simultaneous: (took) => `双方同时打开${took}。`,
  fastOpen: (syns, took) => `以 TCP Fast Open${again(syns)} 建立${took}：SYN 携带了数据。`,
  refused: (syns) => `被拒绝${again(syns)}：服务器以重置应答 SYN。`,
  unanswered: (syns, span) =>
    `无应答：${span === null ? '' : `${span} 内`}发送了 ${countText(syns)} 个 SYN，没有回复。`,
  incomplete: (syns) => `握手没有完成${again(syns)}。`,
  notCaptured: '抓包在握手之后才开始。',
  took: (total, halves) =>
    halves === null
      ? `，往返时间 ${total}`
      : `，往返时间 ${total}（到服务器往返 ${halves.server}，到客户端往返 ${halves.client}）`,
  guesses: {
    syn: '',
    'syn-ack': '',
    port: '哪一方是客户端是根据端口推测的。',
    'first-segment': '哪一方是客户端是推测的：它发送了第一个报文段。',
  },
  terms: {
    mss: 'MSS',
    windowScale: '窗口扩大因子',
    sack: '选择性确认（SACK）',
    timestamps: '时间戳',
    accurateEcn: 'Accurate ECN',
    ecn: 'ECN',
    fastOpen: 'Fast Open',
    mptcp: 'Multipath TCP',
  },
  bothSides: (term, client, server) =>
    client === server ? `${term} ${client}` : `${term} ${client} 与 ${server}`,
  agreed: (terms) => `协商结果：${terms.join('、')}。`,
};

export const RESET_REASONS: Readonly<Record<ResetCause, string>> = {
  refused: '它拒绝了连接',
  abort: '它的应用程序放弃了连接',
  'unread-data': '它没有读完全部数据就关闭了',
  'data-after-close': '它关闭之后又有数据到达',
  'half-open-peer': '它已不知道这个连接',
  'keep-alive-timeout': '它的保活探测没有得到应答',
  'user-timeout': '它的数据没有及时得到确认',
  'illegal-segment': '收到了不属于这里的报文段',
  unknown: '',
};

const closing: ClosingWords = {
  closedFirst: (first, followed) => `${SIDE[first]}先关闭；${followed}。`,
  unacknowledged: (second) => `${SIDE[second]}也关闭了，但它的 FIN 没有得到确认`,
  withAcknowledgment: (second) => `${SIDE[second]}在确认它的同一报文段中关闭`,
  followed: (second) => `${SIDE[second]}随后关闭（四次挥手）`,
  halfClosedUntil: (second, span) => `半关闭 ${span} 后，${SIDE[second]}也关闭（四次挥手）`,
  simultaneous: '双方同时关闭。',
  byReset: '以重置结束。',
  resetBy: (from, cause) => {
    const reason = RESET_REASONS[cause];
    return `被${SIDE[from]}重置${reason === '' ? '' : `：${reason}`}。`;
  },
  halfClosed: (first, second, span, isToEnd) =>
    `${SIDE[first]}已关闭，${SIDE[second]}没有关闭：半关闭${span === null ? '' : ` ${span}`}${isToEnd ? '，直到抓包结束' : ''}。`,
  notCaptured: '没有抓到它的结束：同一对套接字上开始了新的连接。',
  open: '抓包结束时它仍然打开。',
  evicted: '为限制内存而放弃跟踪，因此不知道它如何结束。',
  timeout: '它的静默时间超过了空闲超时。',
  timeWait: (who, until) =>
    `${who === 'both' ? '双方' : SIDE[who]}保持 TIME-WAIT（时间等待）到 ${until}（2 MSL）。`,
};

const traffic: TrafficWords = {
  noData: (segments) => `${countText(segments)} 个报文段，无数据`,
  data: (size, dataSegments, segments) =>
    `${size}，${countText(segments)} 个报文段中 ${countText(dataSegments)} 个带数据`,
  copies: (count) => `另有 ${countText(count)} 个副本`,
  sentAgain: (count) => `重传 ${countText(count)} 个`,
  notCaptured: (size) => `${size} 未抓到`,
  roundTrip: (mean, p95) => `往返时间 ${mean}（p95 ${p95}）`,
  window: (least, most) => `窗口 ${least === most ? most : `${least} 至 ${most}`}`,
  shut: (span, zeroWindows) => `窗口关闭 ${span}（${countText(zeroWindows)} 次零窗口）`,
};

const quality: QualityWords = {
  wrongChecksums: (count) => `${countText(count)} 个校验和错误`,
  offload: (sides) => `${sides.map((side) => SIDE[side]).join('和')}把校验和留给网卡计算`,
  superSegments: (captured, onWire) =>
    `${countText(captured)} 个报文段超过路径能承载的大小（线路上为 ${countText(onWire)} 个）`,
  snapped: (segments) => `${countText(segments)} 个报文段被抓包长度截断`,
  recordedTwice: (segments) => `${countText(segments)} 个报文段被记录了两次`,
  onlyFrom: (side) => `只抓到了${SIDE[side]}的报文段`,
  outOfOrder: (segments) => `${countText(segments)} 个报文段被抓包程序打乱顺序`,
  clockSetBack: (times) => `时钟倒退 ${countText(times)} 次`,
};

const loss: LossWords = {
  kinds: {
    timeout: '超时重传',
    fast: '快速重传',
    'tail-loss-probe': '尾部丢失探测',
    'go-back-n': '回退 N 重传',
    syn: 'SYN 重传',
    fin: 'FIN 重传',
    spurious: '不必要的重传',
    unknown: '原因不明',
  },
  once: (side, frame, kind, end) =>
    `${SIDE[side]} 1 次，首次重传于帧 ${frame}（${loss.kinds[kind]}），${end}`,
  neverMadeGood: '始终没有恢复',
  madeGood: (span) => `${span} 后恢复`,
  several: (side, count, isLeast, frames, slowest) =>
    `${SIDE[side]} ${count} 次${isLeast ? '以上' : ''}，起于帧 ${frames}；${slowest}`,
  slowest: (span, frame, kind) => `最长恢复时间 ${span}（帧 ${frame}，${loss.kinds[kind]}）`,
  open: (count) => `${countText(count)} 次始终没有恢复`,
};

const TIME: Readonly<Record<TimeCause, string>> = {
  handshake: '握手',
  clientApplication: '客户端应用',
  serverApplication: '服务器应用',
  sending: '网络',
  receiverWindow: '窗口',
  lossRecovery: '丢失恢复',
};

export const STORY: StoryWords = {
  opening,
  closing,
  traffic,
  quality,
  loss,
  // The letters of the bar are those of English words: they are told beside the Chinese ones.
  share: (percent, cause, sign) => [sign, TIME[cause], percent, '%'].join(NO_BREAK),
};
