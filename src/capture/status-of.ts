import { fstatSync, type Stats, statSync } from 'node:fs';

/**
 * What is known of a file, by its path or its descriptor; undefined where there is none, or it is out of
 * reach: opening it will tell.
 */
export function statusOf(file: string | number): Stats | undefined {
  try {
    return typeof file === 'number' ? fstatSync(file) : statSync(file);
  } catch {
    return undefined;
  }
}
