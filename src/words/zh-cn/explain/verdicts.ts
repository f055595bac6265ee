import type { VerdictWords } from '../../../model/explain/explain-words.ts';
import { SIDE } from '../sides.ts';

/** Why a segment was sent again. */
export const VERDICT: VerdictWords = {
  kinds: {
    timeout: (who) => `${SIDE[who]}的重传定时器在确认到达之前超时（RFC 6298）。`,
    fast: (who) =>
      `${SIDE[who]}从重复确认或 SACK 得知有缺失，不等定时器就补发（RFC 5681 第 3.2 节）。`,
    'tail-loss-probe': (who) =>
      `${SIDE[who]}提早重传最后一个报文段，以便发现末尾的丢失（RFC 8985 第 7 节）。`,
    'go-back-n': (who) => `超时之后，${SIDE[who]}从确认到的位置起全部重传。`,
    syn: (who) => `${SIDE[who]}的 SYN 没有及时得到应答，因此重传。`,
    fin: (who) => `${SIDE[who]}的 FIN 没有及时得到确认，因此重传。`,
    spurious: (who) => `${SIDE[who]}重传了已经到达的数据：没有必要。`,
    unknown: (who) => `${SIDE[who]}重传了这些数据；从抓包中看不出原因。`,
  },
  lost: {
    'before-capture': '原始报文段在抓包点之前丢失，即在靠近发送方的一侧。',
    'after-capture': '原始报文段经过了抓包点，在其后丢失。',
    'not-lost': '原始报文段没有丢失。',
    unknown: '原始报文段在何处丢失，无从得知。',
  },
  original: (frame) => `它重复了帧 ${frame}。`,
  evidence: {
    'original-seen': () => '此前已抓到它的字节。',
    'original-not-seen': () => '此前没有抓到它的任何字节，却抓到了更后面的字节。',
    acknowledged: (other) => `${SIDE[other]}已确认它的全部内容。`,
    sack: (other) => `${SIDE[other]}已选择性确认它之后的数据，或这些数据本身。`,
    dsack: (other) => `${SIDE[other]}表示有字节到达了两次。`,
    'duplicate-acks': (other) => `${SIDE[other]}重复了它的确认。`,
    time: () => '距最近一份副本或最近一次进展的时间相符。',
    tail: () => '它是已发送数据的末尾。',
    recovery: () => '当时正在恢复它之前的一次丢失。',
    'ip-identification': () => '它的 IP 标识表明，它产生于序号在它之后的数据之后。',
    timestamp: () => '它的时间戳表明，它产生于序号在它之后的数据之后。',
    checksum: () => '原始报文段经过时已损坏。',
  },
};
