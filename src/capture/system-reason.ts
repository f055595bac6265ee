/** What the system says of an error, without its code, the call that failed and the paths. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^E[A-Z0-9]+: (.+), \w+(?: .*)?$/s.exec(error.message)?.[1] ?? error.message;
}
