import { STATES, type TcpState } from '../tcp/state-names.ts';

/** The states of RFC 9293, section 3.3.2, in the order in which a connection passes them. */
export const TCP_STATES = STATES.filter((state) => state !== 'unknown');

/** The nine flags in header order (RFC 9293, section 3.1; AE was NS: RFC 9768). */
export const FLAG_NAMES = ['AE', 'CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const;

/** Wireshark's words for one segment: `tcp.analysis.NAME`. */
export { ANALYSIS_NAMES, type AnalysisName } from '../tcp/analysis/names.ts';

export const SIDES = ['client', 'server'] as const;
export const SEVERITIES = ['info', 'warning', 'error'] as const;

export type TcpStateName = TcpState;
export type FlagName = (typeof FLAG_NAMES)[number];
export type Side = (typeof SIDES)[number];
export type Severity = (typeof SEVERITIES)[number];
