import { type Stats, statSync } from 'node:fs';

/** What is known of a file; undefined where there is none, or it is out of reach: opening it will tell. */
export function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
