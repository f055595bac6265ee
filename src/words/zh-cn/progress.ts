import { countText } from '../numbers.ts';
import type { ProgressWords } from '../progress-words.ts';

export const PROGRESS: ProgressWords = {
  amount: (done, total) =>
    total === null ? `${done} MB` : `${done} / ${total.megabytes} MB（${total.percent} %）`,
  packets: (count) => `${countText(count)} 个数据包`,
  left: (seconds) => `剩余 ${seconds} s`,
};
