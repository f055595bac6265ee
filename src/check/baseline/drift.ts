import { BASELINE_CHANGES, BASELINE_METRICS } from '../../model/baseline-keys.ts';

/** What is allowed to differ, by name: percent for a metric; `off`: it is not compared. */
export type Drifts = ReadonlyMap<string, number | 'off'>;

const CHANGES: readonly string[] = BASELINE_CHANGES;
export const DRIFT_NAMES: readonly string[] = [...BASELINE_METRICS, ...BASELINE_CHANGES];

/** The value of one, as a text or of a file; undefined where it is none. */
export function driftFrom(name: string, value: unknown): number | 'off' | undefined {
  if (value === 'off' || value === false) return 'off';
  if (driftIsSwitch(name)) return undefined;
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value : undefined;
  const isPercent = typeof value === 'string' && /^\d+(?:\.\d+)?\s*%?$/.test(value);
  return isPercent ? Number.parseFloat(value) : undefined;
}

/** Whether there is nothing but `off` for it. */
export function driftIsSwitch(name: string): boolean {
  return CHANGES.includes(name);
}
