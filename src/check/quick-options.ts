/** An option of the command that asks for a rule: `--NAME`, with a value where it has an argument. */
export interface QuickOption {
  /** The name of the rule, too. */
  readonly name: string;
  readonly help: string;
  /** What it takes, as `<time>`; undefined for nothing. */
  readonly argument?: string;
}

/** In the order of the help; what each means stands in `quick-rules.ts`, loaded when it is used. */
export const QUICK_OPTIONS = [
  { name: 'no-resets', help: 'rule: no RST but after a completed close' },
  { name: 'no-retransmissions', help: 'rule: nothing is sent again' },
  {
    name: 'max-retransmission-rate',
    help: 'rule: of all segments no more are sent again, as 1% or 0.01',
    argument: '<share>',
  },
  { name: 'no-zero-window', help: 'rule: no receive window is closed' },
  { name: 'no-invalid-checksums', help: 'rule: every checksum is valid, or partial' },
  { name: 'no-conformance-errors', help: 'rule: no finding of severity error' },
  { name: 'require-handshake', help: 'rule: every handshake is completed' },
  { name: 'require-graceful-close', help: 'rule: both sides close with FINs' },
  {
    name: 'max-handshake',
    help: 'rule: from the first SYN to the last step, as 200ms',
    argument: '<time>',
  },
  { name: 'max-rtt', help: 'rule: the longest round trip, as 0.5s', argument: '<time>' },
  { name: 'max-rtt-p50', help: 'rule: the median of the round trips', argument: '<time>' },
  { name: 'max-rtt-p95', help: 'rule: their 95th percentile, as 80ms', argument: '<time>' },
  { name: 'max-rtt-p99', help: 'rule: their 99th percentile', argument: '<time>' },
  { name: 'max-duration', help: 'rule: how long a connection lasts', argument: '<time>' },
  {
    name: 'expect-connections',
    help: "rule: how many connections there are, as 3 or '>= 10'",
    argument: '<comparison>',
  },
] as const satisfies readonly QuickOption[];

export type QuickName = (typeof QUICK_OPTIONS)[number]['name'];
