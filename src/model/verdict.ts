import type { HandshakeKind } from './timeline-kinds.ts';

/** How the record of a connection came to its end. */
export const ENDINGS = ['closed', 'reset', 'open', 'evicted', 'timeout'] as const;

export type Ending = (typeof ENDINGS)[number];

/** How a connection went, in one word; each connection has exactly one. */
export const VERDICTS = [
  'closed',
  'reset',
  'refused',
  'unanswered',
  'open',
  'evicted',
  'timeout',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Tells connections that never opened from those that did; of the others it is how they ended. */
export function verdictOf(ended: Ending, handshake: HandshakeKind): Verdict {
  return handshake === 'refused' || handshake === 'unanswered' ? handshake : ended;
}
