import type { ExplainWords } from '../../../model/explain/explain-words.ts';
import { FRAME } from './frame.ts';
import { IP_OPTION_NAMES, NETWORK } from './network.ts';
import { MPTCP_SUBTYPES, OPTION } from './options.ts';
import { REASON } from './reasons.ts';
import { CAUSES, STATE, STEP, STORY } from './story.ts';
import { SUM } from './sums.ts';
import { FLAGS, TCP } from './tcp.ts';
import { VERDICT } from './verdicts.ts';

const joined = (parts: readonly string[], by: string): string =>
  parts.filter((part) => part !== '').join(by);

export const ENGLISH_EXPLAIN: ExplainWords = {
  frame: FRAME,
  network: NETWORK,
  ipOptions: IP_OPTION_NAMES,
  tcp: TCP,
  flags: FLAGS,
  option: OPTION,
  mptcpSubtypes: MPTCP_SUBTYPES,
  sum: SUM,
  meaning: STORY,
  step: STEP,
  state: STATE,
  causes: CAUSES,
  reason: REASON,
  verdict: VERDICT,
  sentences: (parts) => joined(parts, ' '),
  commas: (parts) => joined(parts, ', '),
  further: (statement, more) => `${statement}. ${more}`,
};
