import { parseMeasure } from '../select/condition/literals.ts';
import { ENGLISH } from '../words/en/index.ts';
import type { UsageWords } from '../words/usage-words.ts';
import type { QuickName } from './quick-options.ts';
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

/** What is wrong with the value of an option, as a sentence. */
export class QuickRuleError extends Error {
  override readonly name = 'QuickRuleError';
  readonly tell: (words: UsageWords) => string;

  constructor(expected: keyof UsageWords['quick']) {
    super(ENGLISH.usage.quick[expected]);
    this.tell = (words) => words.quick[expected];
  }
}

/** What each option asks for, by its value (an empty text where it takes none). */
const RULES: Readonly<Record<QuickName, (value: string) => Plain>> = {
  'no-resets': () => noResets,
  'no-retransmissions': () => noRetransmissions,
  'max-retransmission-rate': (value) => maxRetransmissionRate(shareOf(value)),
  'no-zero-window': () => noZeroWindow,
  'no-invalid-checksums': () => checksumsValid,
  'no-conformance-errors': () => noConformanceErrors,
  'require-handshake': () => handshakeComplete,
  'require-graceful-close': () => gracefulClose,
  'max-handshake': (value) => maxHandshake(secondsOf(value)),
  'max-rtt': (value) => maxRoundTrip('max', secondsOf(value)),
  'max-rtt-p50': (value) => maxRoundTrip('p50', secondsOf(value)),
  'max-rtt-p95': (value) => maxRoundTrip('p95', secondsOf(value)),
  'max-rtt-p99': (value) => maxRoundTrip('p99', secondsOf(value)),
  'max-duration': (value) => maxDuration(secondsOf(value)),
  'expect-connections': (value) => {
    const { comparison, count } = comparisonOf(value);
    return expectConnections(comparison, count);
  },
};

/**
 * The rule that an option asks for.
 *
 * @throws QuickRuleError for a value that is none
 */
export function quickRule(name: QuickName, value: string): RuleMaker {
  const option = value === '' ? `--${name}` : `--${name} ${value}`;
  return made(name, RULES[name](value), { severity: 'error', source: null, option });
}

function secondsOf(text: string): number {
  const measure = parseMeasure(text);
  const isTime = measure?.kind === 'time' || measure?.kind === undefined;
  if (measure === undefined || !isTime) {
    throw new QuickRuleError('time');
  }
  return measure.value;
}

/** A bare 1 is refused: who writes it means one percent as often as all. */
function shareOf(text: string): number {
  const measure = parseMeasure(text);
  const isPercent = measure?.kind === 'share' && measure.value <= 1;
  const isFraction = measure !== undefined && measure.kind === undefined && measure.value < 1;
  if (!isPercent && !isFraction) {
    throw new QuickRuleError('share');
  }
  return measure.value;
}

function comparisonOf(text: string): { readonly comparison: Comparison; readonly count: number } {
  const [, sign = '', digits = ''] = /^\s*(>=|<=|!=|==?|>|<)?\s*(\d{1,15})\s*$/.exec(text) ?? [];
  if (digits === '') {
    throw new QuickRuleError('comparison');
  }
  const comparison = sign in COMPARISONS ? (sign as Comparison) : '==';
  return { comparison, count: Number(digits) };
}
