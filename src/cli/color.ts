import type { ColorLevel } from '../report/format/palette.ts';
import type { OutputStream } from './io.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

/**
 * `--color` over NO_COLOR over FORCE_COLOR over whether the stream written to is a terminal that
 * can show colours. An empty NO_COLOR counts as none (no-color.org).
 */
export function colorLevel(
  choice: ColorChoice,
  env: Readonly<Record<string, string | undefined>>,
  stream: OutputStream,
): ColorLevel {
  if (choice !== 'auto') return choice === 'always' ? 1 : 0;
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return 0;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' || FORCE_COLOR === 'false' ? 0 : 1;
  return stream.isTerminal && TERM !== 'dumb' ? 1 : 0;
}
