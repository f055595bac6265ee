import type { CheckReporter } from '../verdict.ts';

/** What a verdict can be printed as, by name; the modules of each are loaded when it is asked for. */
export const CHECK_REPORTERS: Readonly<Record<string, () => Promise<CheckReporter>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  junit: async () => (await import('./junit.ts')).junit,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  tap: async () => (await import('./tap.ts')).tap,
  markdown: async () => (await import('./markdown.ts')).markdown,
};
