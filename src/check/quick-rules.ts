import { parseMeasure } from '../select/condition/literals.ts';
import { made } from './recommended.ts';
import type { RuleMaker } from './rule.ts';
import { COMPARISONS, type Comparison, expectConnections } from './rules/capture.ts';
import { gracefulClose, maxDuration, noResets } from './rules/closing.ts';
import type { Plain } from './rules/made.ts';
import { handshakeComplete, maxHandshake } from './rules/opening.ts';
import { checksumsValid, noConformanceErrors } from './rules/soundness.ts';
import {
  maxRetransmissionRate,
  maxRoundTrip,
  noRetransmissions,
  noZeroWindow,
} from './rules/transfer.ts';

/** A rule that an option of the command asks for. */
export interface QuickRule {
  /** The name of the rule; the option is `--NAME`. */
  readonly name: string;
  readonly help: string;
  /** What the option takes, as `<time>`; undefined for one that takes nothing. */
  readonly argument?: string;
  /**
   * The rule for a value of the option (an empty text where it takes none).
   *
   * @throws QuickRuleError for a value that is none
   */
  of(value: string): Plain;
}

/** What is wrong with the value of an option, as a sentence. */
export class QuickRuleError extends Error {
  override readonly name = 'QuickRuleError';
}

const plain = (name: string, help: string, rule: Plain): QuickRule => ({
  name,
  help,
  of: () => rule,
});

const timed = (name: string, help: string, of: (seconds: number) => Plain): QuickRule => ({
  name,
  help,
  argument: '<time>',
  of: (value) => of(secondsOf(value)),
});

/** The options, in the order of the help. */
export const QUICK_RULES: readonly QuickRule[] = [
  plain('no-resets', 'no RST but after a completed close', noResets),
  plain('no-retransmissions', 'nothing is sent again', noRetransmissions),
  {
    name: 'max-retransmission-rate',
    help: 'segments sent again, of all, as 1%',
    argument: '<share>',
    of: (value) => maxRetransmissionRate(shareOf(value)),
  },
  plain('no-zero-window', 'no receive window is closed', noZeroWindow),
  plain('no-invalid-checksums', 'checksums are valid or partial', checksumsValid),
  plain('no-conformance-errors', 'no finding of severity error', noConformanceErrors),
  plain('require-handshake', 'every handshake is completed', handshakeComplete),
  plain('require-graceful-close', 'both sides close with FINs', gracefulClose),
  timed('max-handshake', 'from the first SYN on, as 200ms', maxHandshake),
  timed('max-rtt', 'the longest round trip', (seconds) => maxRoundTrip('max', seconds)),
  timed('max-rtt-p50', 'the median round trip', (seconds) => maxRoundTrip('p50', seconds)),
  timed('max-rtt-p95', 'its 95th percentile, as 80ms', (seconds) => maxRoundTrip('p95', seconds)),
  timed('max-rtt-p99', 'its 99th percentile', (seconds) => maxRoundTrip('p99', seconds)),
  timed('max-duration', 'how long a connection lasts', maxDuration),
  {
    name: 'expect-connections',
    help: "how many there are, as 3 or '>= 10'",
    argument: '<comparison>',
    of(value) {
      const { comparison, count } = comparisonOf(value);
      return expectConnections(comparison, count);
    },
  },
];

/** The rule that an option asks for. */
export function quickRule({ name, argument, of }: QuickRule, value: string): RuleMaker {
  const option = argument === undefined ? `--${name}` : `--${name} ${value}`;
  return made(name, of(value), { severity: 'error', source: null, option });
}

function secondsOf(text: string): number {
  const measure = parseMeasure(text);
  const isTime = measure?.kind === 'time' || measure?.kind === undefined;
  if (measure === undefined || !isTime) {
    throw new QuickRuleError('It must be a time, as 200ms, 1.5s or 2min.');
  }
  return measure.value;
}

function shareOf(text: string): number {
  const measure = parseMeasure(text);
  const isShare = measure?.kind === 'share' || measure?.kind === undefined;
  if (measure === undefined || !isShare || measure.value > 1) {
    throw new QuickRuleError('It must be a share, as 1% or 0.01.');
  }
  return measure.value;
}

function comparisonOf(text: string): { readonly comparison: Comparison; readonly count: number } {
  const [, sign = '', digits = ''] = /^\s*(>=|<=|!=|==?|>|<)?\s*(\d{1,15})\s*$/.exec(text) ?? [];
  if (digits === '') {
    throw new QuickRuleError("It must be a number, or a comparison with one, as '>= 10'.");
  }
  const comparison = sign in COMPARISONS ? (sign as Comparison) : '==';
  return { comparison, count: Number(digits) };
}
