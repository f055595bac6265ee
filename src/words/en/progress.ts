import { countText } from '../numbers.ts';
import type { ProgressWords } from '../progress-words.ts';

export const PROGRESS: ProgressWords = {
  amount: (done, total) =>
    total === null ? `${done} MB` : `${done} of ${total.megabytes} MB (${total.percent} %)`,
  packets: (count) => `${countText(count)} packets`,
  left: (seconds) => `${seconds} s left`,
};
