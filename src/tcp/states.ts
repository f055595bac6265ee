import { STATES, type StateName, type TcpState } from './state-names.ts';

/** Events in the words of Figure 5; "of SYN" and "of FIN" say what the ACK acknowledges. */
export const EVENTS = [
  'snd SYN',
  'snd SYN,ACK',
  'snd FIN',
  'snd RST',
  'rcv SYN',
  'rcv SYN,ACK',
  'rcv ACK of SYN',
  'rcv FIN',
  'rcv ACK of FIN',
  'rcv RST',
  'seen open',
] as const;
export type TcpEvent = (typeof EVENTS)[number];

/**
 * The states of an endpoint and what moves it from one to another: RFC 9293, Figure 5, as data.
 *
 * What an observer may assume. A segment proves what its sender did: `snd` events are facts. What its
 * receiver did with it (`rcv` events) is inferred at sight, and settled by what the receiver sends
 * later: an acknowledgment that covers it confirms, acting as if it had never come withdraws
 * (`machine/`). A listening socket shows nothing, so LISTEN is only ever assumed, and no timer is
 * seen: TIME-WAIT is never left by itself.
 *
 * A missing cell is no transition, never an error. Cells that are not in Figure 5:
 * - `unknown` is left by the first thing that is seen: a capture may begin anywhere.
 * - `snd RST` and `rcv RST` lead to CLOSED from every synchronized state (section 3.10.7.4) but
 *   TIME-WAIT; a SYN-RECEIVED that came from LISTEN returns there, which `machine/` decides.
 * - CLOSED and LISTEN take `seen open` like `unknown`: the opening was not captured.
 * - SYN-RECEIVED takes `rcv FIN`: with the ACK of the SYN in the same segment both happen.
 * - TIME-WAIT ends by `rcv RST` (section 3.10.7.4, and what RFC 1337 warns of), not by `snd RST`:
 *   that answers a stray segment and leaves the state as it is.
 */
const TRANSITIONS = {
  unknown: {
    'snd SYN': 'SYN-SENT',
    'snd SYN,ACK': 'SYN-RECEIVED',
    'rcv SYN': 'SYN-RECEIVED',
    'rcv SYN,ACK': 'ESTABLISHED',
    'seen open': 'ESTABLISHED',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  CLOSED: {
    'snd SYN': 'SYN-SENT',
    'snd SYN,ACK': 'SYN-RECEIVED',
    'seen open': 'ESTABLISHED',
  },
  LISTEN: {
    'snd SYN': 'SYN-SENT',
    'snd SYN,ACK': 'SYN-RECEIVED',
    'rcv SYN': 'SYN-RECEIVED',
    'seen open': 'ESTABLISHED',
    'snd RST': 'CLOSED',
  },
  'SYN-SENT': {
    'snd SYN,ACK': 'SYN-RECEIVED',
    'rcv SYN': 'SYN-RECEIVED',
    'rcv SYN,ACK': 'ESTABLISHED',
    'seen open': 'ESTABLISHED',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  'SYN-RECEIVED': {
    'rcv ACK of SYN': 'ESTABLISHED',
    'seen open': 'ESTABLISHED',
    'snd FIN': 'FIN-WAIT-1',
    'rcv FIN': 'CLOSE-WAIT',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  ESTABLISHED: {
    'snd FIN': 'FIN-WAIT-1',
    'rcv FIN': 'CLOSE-WAIT',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  'FIN-WAIT-1': {
    'rcv ACK of FIN': 'FIN-WAIT-2',
    'rcv FIN': 'CLOSING',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  'FIN-WAIT-2': {
    'rcv FIN': 'TIME-WAIT',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  'CLOSE-WAIT': {
    'snd FIN': 'LAST-ACK',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  CLOSING: {
    'rcv ACK of FIN': 'TIME-WAIT',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  'LAST-ACK': {
    'rcv ACK of FIN': 'CLOSED',
    'snd RST': 'CLOSED',
    'rcv RST': 'CLOSED',
  },
  'TIME-WAIT': {
    'rcv RST': 'CLOSED',
  },
} as const satisfies Record<StateName, Partial<Record<TcpEvent, TcpState>>>;

/** Indexes into `STATES`. */
export const UNKNOWN = 0;
export const CLOSED = 1;
export const LISTEN = 2;
export const SYN_SENT = 3;
export const SYN_RECEIVED = 4;
export const ESTABLISHED = 5;
export const FIN_WAIT_1 = 6;
export const FIN_WAIT_2 = 7;
export const CLOSE_WAIT = 8;
export const CLOSING = 9;
export const LAST_ACK = 10;
export const TIME_WAIT = 11;

/** Indexes into `EVENTS`. */
export const SND_SYN = 0;
export const SND_SYN_ACK = 1;
export const SND_FIN = 2;
export const SND_RST = 3;
export const RCV_SYN = 4;
export const RCV_SYN_ACK = 5;
export const RCV_ACK_OF_SYN = 6;
export const RCV_FIN = 7;
export const RCV_ACK_OF_FIN = 8;
export const RCV_RST = 9;
export const SEEN_OPEN = 10;

const NO_TRANSITION = 0xff;

/** The table above by number: state x event -> state. */
const NEXT_STATE = compile();

/** The state that `event` leads to from `state`, or -1 where it changes nothing. */
export function nextState(state: number, event: number): number {
  const next = NEXT_STATE[state * EVENTS.length + event] ?? NO_TRANSITION;
  return next === NO_TRANSITION ? -1 : next;
}

function compile(): Uint8Array {
  const compiled = new Uint8Array(STATES.length * EVENTS.length).fill(NO_TRANSITION);
  for (const [from, row] of Object.entries(TRANSITIONS)) {
    for (const [event, to] of Object.entries(row)) {
      const cell =
        STATES.indexOf(from as StateName) * EVENTS.length + EVENTS.indexOf(event as TcpEvent);
      compiled[cell] = STATES.indexOf(to);
    }
  }
  return compiled;
}
