import { countText } from '../../numbers.ts';

export { countText as count, secondsText as seconds } from '../../numbers.ts';

/** `1,448 字节` */
export function octets(value: number): string {
  return `${countText(value)} 字节`;
}
