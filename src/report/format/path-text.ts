/** A path as it is told: one that is empty is to be seen. */
export function pathText(path: string): string {
  return path === '' ? "''" : path;
}

/** The same of an input, of which `-` is no name that people know. */
export function inputText(path: string, standardInput: string): string {
  return path === '-' ? standardInput : pathText(path);
}
