import { appendFileSync } from 'node:fs';
import { systemReason } from '../capture/system-reason.ts';
import { CHECK_REPORTERS } from '../check/reporters/index.ts';
import type { CheckResult } from '../check/verdict.ts';
import type { UsageWords } from '../words/usage-words.ts';
import type { Io } from './io.ts';

/** The name under which GitHub Actions says where the summary of a step goes. */
const VARIABLE = 'GITHUB_STEP_SUMMARY';

/**
 * What adds a result, as Markdown, to the summary of the step that runs; undefined where there is none.
 * A summary that cannot be written is told, and changes no verdict.
 */
export async function stepSummary(
  io: Io,
  words: UsageWords,
): Promise<((result: CheckResult) => void) | undefined> {
  const path = io.env[VARIABLE];
  const reporter = await CHECK_REPORTERS['markdown']?.();
  if (!path || reporter === undefined) return undefined;
  return (result) => {
    try {
      // Other commands of the step write to it too.
      appendFileSync(path, reporter.render(result, { color: false, foldAt: undefined }));
    } catch (error) {
      const reason = words.system(systemReason(error));
      const line = words.cannotWriteSummary(VARIABLE, path, reason);
      io.stderr.write(Buffer.from(`tcpdissect: ${line}\n`));
    }
  };
}
