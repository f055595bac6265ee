/** 1204 as `1,204`: in every language. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

const UNITS = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
] as const;

/** Three significant digits: `20.5 ms`; in every language. */
export function secondsText(value: number): string {
  for (const [size, unit] of UNITS) {
    const shown = Number((value / size).toPrecision(3));
    if (Math.abs(shown) >= 1) return `${shown} ${unit}`;
  }
  return value === 0 ? '0 s' : `${Number((value / 1e-9).toPrecision(3))} ns`;
}
