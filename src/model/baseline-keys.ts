/** What services are told apart by in a baseline. */
export const BASELINE_KEYS = ['service', 'port', 'server'] as const;
export type BaselineKey = (typeof BASELINE_KEYS)[number];

/** What is measured of a service, by the names of the options and rules about it. */
export const BASELINE_METRICS = [
  'connections',
  'bytes',
  'resets',
  'retransmission-rate',
  'handshake-p50',
  'handshake-p95',
] as const;
export type BaselineMetric = (typeof BASELINE_METRICS)[number];

/** What is compared besides: it is on or off. */
export const BASELINE_CHANGES = ['new-endpoints', 'vanished-endpoints'] as const;
