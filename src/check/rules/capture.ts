import type { CaptureSubject } from '../rule.ts';
import { onCaptures, type Plain } from './made.ts';

/** A wrong filter records nothing, and of nothing every rule holds. */
export const connectionsPresent: Plain = onCaptures(
  (words) => words.describe.connection,
  () => ({
    per: 'recording',
    expected: (words) => words.expected.connection,
    judge: ({ connections }) => (connections > 0 ? 'holds' : 'broken'),
    tell: (subject, words) => {
      const { connections, packets } = subject.record.totals;
      const said =
        connections > 0
          ? words.noneSelected(connections)
          : words.noConnection(packets, othersIn(subject));
      return { ...said, frames: [] };
    },
  }),
);

/** What the packets were instead, the most frequent first. */
function othersIn({ record }: CaptureSubject): readonly [string, number][] {
  return Object.entries(record.totals.packetsNotDecoded)
    .filter(([, packets]) => packets > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3);
}

export const captureComplete: Plain = onCaptures(
  (words) => words.describe.wholeCaptures,
  () => ({
    per: 'capture',
    expected: (words) => words.expected.wholeRecord,
    judge: ({ record }) => (record.truncated ? 'broken' : 'holds'),
    tell: ({ record }, words) => ({ ...words.cutShort(record.packets), frames: [] }),
  }),
);

/** How two counts are compared. */
export const COMPARISONS = {
  '>=': (a: number, b: number) => a >= b,
  '<=': (a: number, b: number) => a <= b,
  '!=': (a: number, b: number) => a !== b,
  '==': (a: number, b: number) => a === b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
} as const;
export type Comparison = keyof typeof COMPARISONS;

export function expectConnections(comparison: Comparison, count: number): Plain {
  const expected = `${comparison} ${count}`;
  return onCaptures(
    (words) => words.describe.connections(expected),
    () => ({
      per: 'recording',
      expected,
      judge: ({ connections }) =>
        COMPARISONS[comparison](connections, count) ? 'holds' : 'broken',
      tell: ({ connections }, words) => ({ ...words.connections(connections), frames: [] }),
    }),
  );
}
