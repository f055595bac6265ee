import { expect, test } from 'vitest';
import { doubles, ints, PAGE_WORDS, Pages } from '../../src/tcp/memory.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import { Packet } from '../../src/wire/packet.ts';
import { fill } from './story.ts';

test('a page is given out again as zeros, and pages in the order they were taken in', () => {
  const first = new Pages();
  const taken = [first.take(), first.take(), first.take()];
  ints.fill(7, taken[1], (taken[1] ?? 0) + PAGE_WORDS);
  first.release();
  const second = new Pages();
  expect([second.take(), second.take(), second.take()]).toEqual(taken);
  expect(ints.subarray(taken[1], (taken[1] ?? 0) + PAGE_WORDS).some((word) => word !== 0)).toBe(
    false,
  );
  second.release();
});

test('a word is half a double', () => {
  const pages = new Pages();
  const page = pages.take();
  doubles[page >> 1] = 1;
  expect(ints[page + 1]).toBe(0x3ff00000);
  pages.release();
});

test('where there is no more memory the least recently active connection makes room', () => {
  const last = new Pages();
  // Of rows, and of what their two kinds of parts may need.
  for (let page = 0; page < 3; page++) last.take();
  const others = new Pages();
  while (others.take() !== 0);
  last.release();
  const ends: string[] = [];
  const packet = new Packet();
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    connection: ({ ended }) => ends.push(ended),
  });
  for (let frame = 1; frame <= 100; frame++) {
    fill(packet, '> S 0:0(0)');
    packet.sourcePort = frame;
    tracker.take(0, frame, frame, 0, frame, 54);
  }
  tracker.finish();
  others.release();
  expect(ends).toHaveLength(100);
  expect(ends.filter((end) => end === 'evicted')).toHaveLength(tracker.evictedConnections);
  expect(tracker.evictedConnections).toBeGreaterThan(20);
  expect(tracker.evictedConnections).toBeLessThan(100);
});
