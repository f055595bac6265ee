import type { Words } from '../words.ts';
import { CAPTURE } from './capture.ts';
import { CHECK } from './check.ts';
import { HEADINGS } from './explain/headings.ts';
import { CHINESE_EXPLAIN } from './explain/index.ts';
import { FILTERS } from './filters.ts';
import { CHINESE_FINDINGS } from './findings.ts';
import { FOLLOW } from './follow.ts';
import { HELP } from './help.ts';
import { INPUTS } from './inputs.ts';
import { LADDER } from './ladder.ts';
import { PLOT } from './plot.ts';
import { PROGRESS } from './progress.ts';
import { REPORT } from './report.ts';
import { RULES } from './rules.ts';
import { RULES_FILE } from './rules-file.ts';
import { SEGMENTS } from './segments.ts';
import { SIDE } from './sides.ts';
import { STORY } from './story.ts';
import { USAGE } from './usage.ts';

const joined = (parts: readonly string[], by: string): string =>
  parts.filter((part) => part !== '').join(by);

export const CHINESE: Words = {
  language: 'zh-CN',
  grammar: {
    list: (parts) => joined(parts, '；'),
    items: (parts) => joined(parts, '、'),
    commas: (parts) => joined(parts, '，'),
    clauses: (parts) => joined(parts, '；'),
    sentences: (parts) => joined(parts, ''),
    withStop: (sentence) => (/[。！？.!?]$/.test(sentence) ? sentence : `${sentence}。`),
  },
  side: SIDE,
  findings: CHINESE_FINDINGS,
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
  filters: FILTERS,
  inputs: INPUTS,
  rules: RULES,
  rulesFile: RULES_FILE,
  explain: CHINESE_EXPLAIN,
  explanation: HEADINGS,
};
