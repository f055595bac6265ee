import { describe, expect, it } from 'vitest';
import { verdictText } from '../../../src/report/text/verdict-line.ts';
import { ENGLISH } from '../../../src/words/en/index.ts';
import { totals } from '../samples.ts';

const none = { closed: 0, reset: 0, refused: 0, unanswered: 0, open: 0, evicted: 0, timeout: 0 };

describe('verdictText', () => {
  it.each([
    [
      {
        connections: 47,
        byVerdict: { ...none, closed: 41, reset: 3, refused: 2, open: 1 },
        retransmittedSegments: 12,
        connectionsWithRetransmissions: 2,
      },
      '47 connections: 41 closed cleanly, 3 reset, 2 refused, 1 still open; 12 retransmissions in 2 of them.',
    ],
    [
      { connections: 1, byVerdict: { ...none, closed: 1 }, retransmittedSegments: 0 },
      '1 connection: closed cleanly; no retransmissions.',
    ],
    [
      { connections: 1, byVerdict: { ...none, open: 1 }, retransmittedSegments: 1 },
      '1 connection: still open; 1 retransmission.',
    ],
    [{ connections: 0, packets: 0 }, 'No packets.'],
    [
      { connections: 0, packets: 1_034, packetsNotDecoded: { arp: 34, udp: 1_000 } },
      'No TCP connection in 1,034 packets: 1,000 udp, 34 arp.',
    ],
  ])('of %o', (overrides, want) => {
    expect(verdictText(totals(overrides), ENGLISH)).toBe(want);
  });
});
