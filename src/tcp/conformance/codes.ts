import { FINDING_KINDS, type FindingKind } from './kinds.ts';

/** The code of a kind: its place in the list. */
export const CODE = Object.fromEntries(FINDING_KINDS.map((kind, code) => [kind, code])) as Readonly<
  Record<FindingKind, number>
>;

/** Severities, by number; the names are those of the output. */
export const INFO = 0;
export const WARNING = 1;
export const ERROR = 2;
