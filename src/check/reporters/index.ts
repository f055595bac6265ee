import type { CheckReporter } from '../verdict.ts';

/** What a verdict can be printed as, by name; the modules of each are loaded when it is asked for. */
export const CHECK_REPORTERS: Readonly<Record<string, () => Promise<CheckReporter>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
};
