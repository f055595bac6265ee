import { countText, plural } from '../../report/format/units.ts';
import type { CaptureSubject } from '../rule.ts';
import { onCaptures, type Plain } from './made.ts';

/** A wrong filter records nothing, and of nothing every rule holds. */
export const connectionsPresent: Plain = onCaptures('There is a connection to judge', () => ({
  per: 'recording',
  expected: 'at least one connection',
  judge: ({ connections }) => (connections > 0 ? 'holds' : 'broken'),
  tell: (subject) => {
    const { connections, packets } = subject.record.totals;
    const isSelected = connections > 0;
    return {
      message: isSelected
        ? 'no connection is selected: is the condition right?'
        : 'there is no connection: is the capture filter right?',
      found: isSelected
        ? `none of ${plural(connections, 'connection')} selected`
        : `no connection in ${plural(packets, 'packet')}${othersIn(subject)}`,
      frames: [],
    };
  },
}));

/** What the packets were instead, the most frequent first. */
function othersIn({ record }: CaptureSubject): string {
  const reasons = Object.entries(record.totals.packetsNotDecoded)
    .filter(([, packets]) => packets > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([reason, packets]) => `${countText(packets)} ${reason}`);
  return reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
}

export const captureComplete: Plain = onCaptures('No capture is cut short', () => ({
  per: 'capture',
  expected: 'a whole last record',
  judge: ({ record }) => (record.truncated ? 'broken' : 'holds'),
  tell: ({ record }) => ({
    message: 'the capture is cut short inside its last record',
    found: `an incomplete record behind frame ${countText(record.packets)}`,
    frames: [],
  }),
}));

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
  return onCaptures(`The number of connections is ${expected}`, () => ({
    per: 'recording',
    expected,
    judge: ({ connections }) => (COMPARISONS[comparison](connections, count) ? 'holds' : 'broken'),
    tell: ({ connections }) => ({
      message: `there ${connections === 1 ? 'is' : 'are'} ${plural(connections, 'connection')}`,
      found: countText(connections),
      frames: [],
    }),
  }));
}
