import { type ResetReason, resetOf } from '../../tcp/conformance/reset-cause.ts';
import * as known from '../../tcp/rows/state-fields.ts';
import { counted, durationWords } from './durations.ts';
import type { FoundFinding } from './rules.ts';

/** Who reset the connection and why, with what led to it. */
export function resetSentence(found: FoundFinding): string {
  const reset = resetOf(found.connection);
  const cause = reset?.cause ?? 'unknown';
  return SENTENCES[cause](found, reset?.time ?? 0);
}

const SENTENCES: Readonly<Record<ResetReason, (found: FoundFinding, time: number) => string>> = {
  refused: ({ who }) => `The ${who} refused the connection`,
  abort: ({ who, other, endpoint, peer }, time) => {
    if (endpoint.segments === endpoint.synSegments + endpoint.rstSegments) {
      return `The ${who} gave up with a reset before the connection was open`;
    }
    if ((endpoint.stateMarks & known.SENT_FIN) !== 0) {
      return `The ${who} closed its direction, and then gave up the connection with a reset`;
    }
    if ((peer.stateMarks & known.SENT_FIN) !== 0 && peer.finTime < time) {
      return `The ${other} closed first; the ${who} gave up the connection with a reset`;
    }
    return `The ${who} gave up the connection with a reset instead of closing it`;
  },
  'unread-data': ({ who, other }) =>
    `The ${who} closed without having read all that the ${other} had sent: a reset instead of a FIN`,
  'data-after-close': ({ who, other, endpoint, peer }) => {
    const kept = durationWords(Math.max(0, peer.lastDataTime - endpoint.finTime));
    return `The ${who} closed first; the ${other} kept sending for ${kept}; the ${who} answered with a reset because it no longer read`;
  },
  'half-open-peer': ({ who, other }) =>
    `The ${who} knew nothing of the connection any more, and answered the ${other} with a reset`,
  'keep-alive-timeout': ({ who, other, endpoint }, time) =>
    `The ${other} did not answer ${counted(endpoint.probes, 'keep-alive probe')} in ${durationWords(time - endpoint.probesSince)}: the ${who} gave it up with a reset`,
  'user-timeout': ({ who, other, peer }, time) =>
    `The ${other} acknowledged nothing for ${durationWords(time - peer.lastSegmentTime)}: the ${who} gave up the connection with a reset`,
  'illegal-segment': ({ who, other }) =>
    `The ${who} answered a segment of the ${other} that does not belong there with a reset`,
  unknown: ({ who }) => `The ${who} sent a reset, and the capture does not show why`,
};
