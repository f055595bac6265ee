/**
 * The kinds of findings, by code: what the journal's entries hold. New ones go to the end of the
 * list; what each means to people stands in `model/findings/rules.ts`.
 */
export const FINDING_KINDS = [
  'data-on-syn',
  'ack-missing',
  'reserved-bits',
  'option-outside-syn',
  'window-scale-above-14',
  'syn-fin',
  'syn-rst',
  'null-segment',
  'xmas-segment',
  'acknowledgment-of-unsent-data',
  'window-shrunk',
  'urgent-pointer-without-urg',
  'acknowledgment-without-ack-flag',
  'data-beyond-window',
  'reset-with-unacceptable-sequence',
  'timestamps-go-back',
  'overlap-with-other-data',
  'initial-sequence-repeated',
  'mss-above-mtu',
  'segment-above-mss',
  'port-zero',
  'malformed-options',
  'invalid-checksum',
  'refused',
  'unanswered',
  'reset',
  'zero-window',
  'retransmissions',
  'handshake-retransmitted',
  'half-closed-long',
  'keep-alive-timeout',
  'half-open-peer',
  'time-wait-reuse',
  'syn-in-established',
  'data-unacknowledged',
  'icmp-unreachable',
  'icmp-packet-too-big',
  'icmp-error',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** The code of a kind: its place in the list. */
export const CODE = Object.fromEntries(FINDING_KINDS.map((kind, code) => [kind, code])) as Readonly<
  Record<FindingKind, number>
>;

/** Severities, by number; the names are those of the output. */
export const INFO = 0;
export const WARNING = 1;
export const ERROR = 2;
