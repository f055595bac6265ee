import type { SegmentWords } from '../segment-words.ts';
import { lengthProblem } from './explain/option-problems.ts';
import { STORY } from './story.ts';

export const SEGMENTS: SegmentWords = {
  noFlags: '无标志',
  reserved: (bits) => `保留位 ${bits}`,
  analysis: {
    retransmission: '重传',
    fast_retransmission: '快速重传',
    spurious_retransmission: '不必要的重传',
    out_of_order: '乱序',
    lost_segment: '之前的报文段未抓到',
    ack_lost_segment: '确认了未抓到的数据',
    duplicate_ack: '重复 ACK',
    keep_alive: '保活探测',
    keep_alive_ack: '应答保活探测',
    zero_window: '零窗口',
    zero_window_probe: '零窗口探测',
    zero_window_probe_ack: '应答零窗口探测',
    window_full: '窗口已满',
    window_update: '窗口更新',
    reused_ports: '端口复用',
  },
  duplicateAck: (number, ofFrame) =>
    `第 ${number} 个重复 ACK${ofFrame === null ? '' : `，与帧 ${ofFrame} 相同`}`,
  sentAgain: (kind, original) =>
    `判定：${kind === 'unknown' ? '重传' : STORY.loss.kinds[kind]}${original === null ? '' : `，原始帧为 ${original}`}`,
  wrongChecksum: (protocol, sums) =>
    `${protocol} 校验和${sums === null ? '错误' : ` ${sums.found}，应为 ${sums.right}`}`,
  roundTrip: (span) => `往返 ${span}`,
  malformedOption: (kind, { option, length, legal }) =>
    `选项 ${kind} 格式错误：${option} 的${lengthProblem(length, legal)}`,
};
