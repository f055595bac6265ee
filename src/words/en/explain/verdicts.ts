import type { VerdictWords } from '../../../model/explain/explain-words.ts';

/** Why a segment was sent again. */
export const VERDICT: VerdictWords = {
  kinds: {
    timeout: (who) =>
      `The ${who}’s retransmission timer ran out before an acknowledgment came (RFC 6298).`,
    fast: (who) =>
      `The ${who} was told of a hole, by duplicate acknowledgments or SACK, and fills it without waiting for the timer (RFC 5681, section 3.2).`,
    'tail-loss-probe': (who) =>
      `The ${who} repeats the last segment early, so that a loss at the end is noticed (RFC 8985, section 7).`,
    'go-back-n': (who) => `After a time-out the ${who} sends everything again from where it stood.`,
    syn: (who) => `The ${who}’s SYN was not answered in time and is sent again.`,
    fin: (who) => `The ${who}’s FIN was not acknowledged in time and is sent again.`,
    spurious: (who) => `The ${who} sends again what had arrived: needlessly.`,
    unknown: (who) => `The ${who} sends this again; nothing in the capture tells why.`,
  },

  lost: {
    'before-capture': 'The original was lost before the capture point, on the sender’s side of it.',
    'after-capture': 'The original passed the capture point and was lost behind it.',
    'not-lost': 'The original was not lost.',
    unknown: 'Where the original was lost, nothing tells.',
  },

  original: (frame) => `It repeats frame ${frame}.`,

  evidence: {
    'original-seen': () => 'Its octets were captured before.',
    'original-not-seen': () => 'None of its octets was captured before, though later ones were.',
    acknowledged: (other) => `The ${other} had acknowledged all of it.`,
    sack: (other) =>
      `The ${other} had selectively acknowledged data behind it, or the data itself.`,
    dsack: (other) => `The ${other} has said that octets reached it twice.`,
    'duplicate-acks': (other) => `The ${other} had repeated its acknowledgment.`,
    time: () => 'The time since the latest copy, or since anything moved, fits.',
    tail: () => 'It was the last that had been sent.',
    recovery: () => 'A loss before it was being made good at the time.',
    'ip-identification': () =>
      'Its IP identification shows that it was made after what lies behind it.',
    timestamp: () => 'Its timestamp shows that it was made after what lies behind it.',
    checksum: () => 'The original was damaged when it passed.',
  },
};
