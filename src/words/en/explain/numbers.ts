import { countText as count } from '../../numbers.ts';

export { countText as count, secondsText as seconds } from '../../numbers.ts';

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
