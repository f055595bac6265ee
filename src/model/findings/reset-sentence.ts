import { type ResetReason, resetOf } from '../../tcp/conformance/reset-cause.ts';
import * as known from '../../tcp/rows/state-fields.ts';
import { durationWords } from './durations.ts';
import type { FindingWords } from './finding-words.ts';
import type { FoundFinding } from './rules.ts';

/** Who reset the connection and why, with what led to it. */
export function resetSentence(found: FoundFinding, { resets }: FindingWords): string {
  const reset = resetOf(found.connection);
  const cause = reset?.cause ?? 'unknown';
  return SENTENCES[cause](found, resets, reset?.time ?? 0);
}

type Say = (found: FoundFinding, words: FindingWords['resets'], time: number) => string;

const SENTENCES: Readonly<Record<ResetReason, Say>> = {
  refused: (found, words) => words.refused(found),
  abort: (found, words, time) => {
    const { endpoint, peer } = found;
    if (endpoint.segments === endpoint.synSegments + endpoint.rstSegments) {
      return words.gaveUpUnopened(found);
    }
    if ((endpoint.stateMarks & known.SENT_FIN) !== 0) return words.gaveUpAfterOwnClose(found);
    if ((peer.stateMarks & known.SENT_FIN) !== 0 && peer.finTime < time) {
      return words.gaveUpAfterOtherClose(found);
    }
    return words.gaveUp(found);
  },
  'unread-data': (found, words) => words.unreadData(found),
  'data-after-close': (found, words) => {
    const kept = Math.max(0, found.peer.lastDataTime - found.endpoint.finTime);
    return words.dataAfterClose(found, durationWords(kept));
  },
  'half-open-peer': (found, words) => words.halfOpenPeer(found),
  'keep-alive-timeout': (found, words, time) => {
    const { probes, probesSince } = found.endpoint;
    return words.keepAliveTimeout(found, probes, durationWords(time - probesSince));
  },
  'user-timeout': (found, words, time) =>
    words.userTimeout(found, durationWords(time - found.peer.lastSegmentTime)),
  'illegal-segment': (found, words) => words.illegalSegment(found),
  unknown: (found, words) => words.unknown(found),
};
