/** The command line asks for something that cannot be. The message is a clause for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
