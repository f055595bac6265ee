/** What services are told apart by in a baseline. */
export const BASELINE_KEYS = ['service', 'port', 'server'] as const;
export type BaselineKey = (typeof BASELINE_KEYS)[number];
