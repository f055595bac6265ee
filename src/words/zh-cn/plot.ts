import { countText } from '../numbers.ts';
import type { PlotWords } from '../plot-words.ts';
import { SIDE } from './sides.ts';

export const PLOT: PlotWords = {
  title: (side) => `${SIDE[side]}：随时间发送的字节（点）与被确认的字节（阶梯线）`,
  nothing: '没有发送数据：无图可画。',
  untimed: (segments) => `未画出时钟倒退后的 ${countText(segments)} 个报文段。`,
  again: '重传',
  window: '窗口',
  roundTrip: 'RTT',
  scale: (highest) => `最大 ${highest}`,
};
