/** The states of an endpoint, by number: in the order in which a connection passes them. */
export const STATES = [
  'unknown',
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
] as const;
export type StateName = (typeof STATES)[number];
/** The states that RFC 9293 knows; `unknown` is what an observer has before it saw anything. */
export type TcpState = Exclude<StateName, 'unknown'>;
