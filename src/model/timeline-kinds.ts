// How a connection was opened and closed, and why it was reset, as the records name it.

export const HANDSHAKE_KINDS = [
  'three-way',
  'simultaneous-open',
  'fast-open',
  'refused',
  'unanswered',
  'incomplete',
  'not-captured',
] as const;

export const TEARDOWN_KINDS = [
  'four-way',
  'three-way',
  'simultaneous',
  'reset',
  'half-closed',
  'none',
  'not-captured',
] as const;

export const RESET_CAUSES = [
  'refused',
  'abort',
  'unread-data',
  'data-after-close',
  'half-open-peer',
  'keep-alive-timeout',
  'user-timeout',
  'illegal-segment',
  'unknown',
] as const;

export type HandshakeKind = (typeof HANDSHAKE_KINDS)[number];
export type TeardownKind = (typeof TEARDOWN_KINDS)[number];
export type ResetCause = (typeof RESET_CAUSES)[number];
