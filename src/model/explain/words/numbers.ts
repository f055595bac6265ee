/** 64256 as `64,256`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function octets(value: number): string {
  return `${count(value)} ${value === 1 ? 'octet' : 'octets'}`;
}

/** 1 as `1st`. */
export function ordinal(value: number): string {
  const tens = value % 100;
  const isTeen = tens >= 11 && tens <= 13;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${count(value)}${ending}`;
}

const UNITS = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
] as const;

/** Three significant digits: `20.5 ms`. */
export function seconds(value: number): string {
  for (const [size, unit] of UNITS) {
    const shown = Number((value / size).toPrecision(3));
    if (Math.abs(shown) >= 1) return `${shown} ${unit}`;
  }
  return value === 0 ? '0 s' : `${Number((value / 1e-9).toPrecision(3))} ns`;
}
