import { ENGLISH } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';

/** The command line asks for something that cannot be, which is told as a clause for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly tell: (words: Words) => string;

  constructor(tell: (words: Words) => string) {
    super(tell(ENGLISH));
    this.tell = tell;
  }
}

/** Of two options each makes the other void. */
export function contradiction(option: string, other: string): UsageError {
  return new UsageError(({ usage }) => usage.contradiction(option, other));
}
