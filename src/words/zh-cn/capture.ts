import type { CaptureWords } from '../capture-words.ts';
import { countText } from '../numbers.ts';
import { countedOutcome } from './outcomes.ts';

export const CAPTURE: CaptureWords = {
  standardInput: '标准输入',
  labels: {
    capture: '抓包文件',
    packets: '数据包',
    checksums: '校验和',
    quality: '质量',
    comment: '注释',
    options: '选项',
  },
  heads: {
    capture: '抓包文件',
    format: '格式',
    packets: '数据包',
    size: '大小',
    first: '开始',
    lasts: '历时',
  },
  madeOf: (names) => `（${names.join('、')}）`,
  cutShort: '不完整',
  moreCaptures: (count) => `另有 ${countText(count)} 个抓包文件：见 --json`,
  packets: ({ packets, size, span, wentBack, start, tcpSegments, others }) =>
    `${countText(packets)} 个（${size}）${span === null ? '' : `，历时 ${span}`}${start === null ? '' : `，始于 ${start}`}${wentBack ? '，之后时钟倒退' : ''}：TCP ${countText(tcpSegments)} 个${others === '' ? '' : `，${others}`}`,
  notDecoded: countedOutcome,
  others: (count) => `其他 ${countText(count)} 个`,
  checksumStatus: {
    valid: (count) => `${countText(count)} 个正确`,
    invalid: (count) => `${countText(count)} 个错误`,
    partial: (count) => `${countText(count)} 个未完成（留给网卡计算）`,
    unverified: (count) => `${countText(count)} 个未验证`,
  },
  noChecksums: '无',
  quality: {
    truncated: '最后一条记录不完整',
    repaired: (times) => `越过损坏处继续读取 ${countText(times)} 次`,
    passedOver: (size) => `因损坏跳过 ${size}`,
    checksumOffload: '发送方把校验和留给网卡计算',
    superSegments: (captured, onWire) =>
      `${countText(captured)} 个报文段超过路径能承载的大小（线路上为 ${countText(onWire)} 个）`,
    snapped: (packets) => `${countText(packets)} 个数据包被抓包长度截断`,
    recordedTwice: (segments) => `${countText(segments)} 个报文段被记录了两次`,
    oneSided: (connections) => `${countText(connections)} 个连接只有一个方向`,
    begunBefore: (connections) => `${countText(connections)} 个连接在抓包之前已开始`,
    outOfOrder: (segments) => `${countText(segments)} 个报文段被抓包程序打乱顺序`,
    clockSetBack: (times, most) =>
      `时钟倒退 ${countText(times)} 次${most === null ? '' : `，最多 ${most}`}`,
    lostByRecorder: (packets) => `抓包程序丢失 ${countText(packets)} 个数据包`,
  },
  options: {
    analysed: (filter) => `分析的数据包：${filter}`,
    selected: (filter) => `选取：${filter}`,
    unverified: '不验证校验和：--no-checksums',
  },
};
