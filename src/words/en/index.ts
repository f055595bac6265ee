import { INPUT_ENGLISH } from '../../capture/input-english.ts';
import { FILTER_ENGLISH } from '../../select/filter-english.ts';
import type { Words } from '../words.ts';
import { CAPTURE } from './capture.ts';
import { CHECK } from './check.ts';
import { HEADINGS } from './explain/headings.ts';
import { ENGLISH_EXPLAIN } from './explain/index.ts';
import { ENGLISH_FINDINGS } from './findings.ts';
import { FOLLOW } from './follow.ts';
import { listText } from './grammar.ts';
import { HELP } from './help.ts';
import { LADDER } from './ladder.ts';
import { PLOT } from './plot.ts';
import { PROGRESS } from './progress.ts';
import { REPORT } from './report.ts';
import { RULES } from './rules.ts';
import { RULES_FILE } from './rules-file.ts';
import { SEGMENTS } from './segments.ts';
import { STORY } from './story.ts';
import { USAGE } from './usage.ts';

const joined = (parts: readonly string[], by: string): string =>
  parts.filter((part) => part !== '').join(by);

export const ENGLISH: Words = {
  language: 'en',
  grammar: {
    list: (parts) => listText(parts.filter((part) => part !== '')),
    items: (parts) => joined(parts, ', '),
    commas: (parts) => joined(parts, ', '),
    clauses: (parts) => joined(parts, '; '),
    sentences: (parts) => joined(parts, ' '),
    withStop: (sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`),
  },
  side: { client: 'client', server: 'server' },
  findings: ENGLISH_FINDINGS,
  capture: CAPTURE,
  report: REPORT,
  story: STORY,
  ladder: LADDER,
  plot: PLOT,
  segments: SEGMENTS,
  follow: FOLLOW,
  progress: PROGRESS,
  check: CHECK,
  help: HELP,
  usage: USAGE,
  filters: FILTER_ENGLISH,
  inputs: INPUT_ENGLISH,
  rules: RULES,
  rulesFile: RULES_FILE,
  explain: ENGLISH_EXPLAIN,
  explanation: HEADINGS,
};
