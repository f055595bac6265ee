/** Where the clock went back. */
export const UNKNOWN = '? s';

/** A duration in words: `340 µs`, `12 ms`, `1.2 s`, `5 min`; `? s` where the clock went back in it. */
export function durationWords(nanoseconds: number): string {
  if (nanoseconds < 0) return UNKNOWN;
  if (nanoseconds < 1e6) return `${Math.round(nanoseconds / 1e3)} µs`;
  if (nanoseconds < 1e9) return `${Math.round(nanoseconds / 1e6)} ms`;
  if (nanoseconds < 120e9) return `${(nanoseconds / 1e9).toFixed(1)} s`;
  return `${Math.round(nanoseconds / 60e9)} min`;
}
