/** A path as it is told: one that is empty is to be seen. */
export function pathText(path: string): string {
  return path === '' ? "''" : path;
}
