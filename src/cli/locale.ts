import type { Io } from './io.ts';

/** False where the locale is set and can show ASCII alone. */
export function isUnicode({ env }: Io): boolean {
  const { LC_ALL, LC_CTYPE, LANG } = env;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || 'UTF-8');
}
