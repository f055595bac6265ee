import type { RuleWords } from '../../words/rule-words.ts';
import type { CaptureRule, ConnectionRule, RuleMaker } from '../rule.ts';
import type { RuleRef } from '../verdict.ts';

/** A rule that comes with tcpdissect, but for whose it is. */
export interface Plain {
  /** What holds, as a sentence without a full stop. */
  describe(words: RuleWords): string;
  readonly over: RuleRef['over'];
  make(ref: RuleRef): ReturnType<RuleMaker['make']>;
}

/** A rule on each connection. `tell` is asked of one that breaks it. */
export function onConnections(
  describe: Plain['describe'],
  { expected, judge, tell }: Pick<ConnectionRule, 'expected' | 'judge' | 'tell'>,
): Plain {
  return {
    describe,
    over: 'connection',
    make: (ref) => ({ over: 'connection', ref, expected, judge, tell }),
  };
}

/** A rule on a capture; `begin` is asked for what it needs at the beginning of each run. */
export function onCaptures(
  describe: Plain['describe'],
  begin: () => Omit<CaptureRule, 'over' | 'ref' | 'budget'>,
): Plain {
  return {
    describe,
    over: 'capture',
    make: (ref) => ({ over: 'capture', ref, ...begin() }),
  };
}
