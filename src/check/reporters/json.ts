import type { CheckReporter } from '../verdict.ts';

/** The verdict itself (`tcpdissect schema check`). */
export const json: CheckReporter = {
  name: 'json',
  render: (result) => `${JSON.stringify(result, undefined, 2)}\n`,
};
