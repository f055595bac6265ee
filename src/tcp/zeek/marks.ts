import type { ZeekFields } from '../rows/zeek-fields.ts';

/**
 * States of an endpoint as Zeek has them: bits 0 to 2 of an endpoint's `zeekMarks`, the state before
 * in bits 3 to 5. Bit 2 without bit 1 is common to the two states in which data flows.
 */
export const INACTIVE = 0;
export const SYN_SENT = 1;
export const SYN_ACK_SENT = 2;
export const CLOSED = 3;
/** It sent something, and its SYN was not captured. */
export const PARTIAL = 4;
export const ESTABLISHED = 5;
export const RESET = 6;

/** Bits of an endpoint's `zeekMarks` besides its states. */
const STATE_MASK = 0x7;
const PREVIOUS_SHIFT = 3;
const STATES_MASK = 0x3f;
/** Its FIN or RST was processed, and nothing before it is missing. */
export const CLOSE_DONE = 0x40;
/** The end of what it sent was seen to be reached. */
export const END_REACHED = 0x80;
/** Its payload is no longer put in order. */
export const GIVEN_UP = 0x100;
export const SENT_FIN = 0x200;
/** A packet of it went through all of the rules. */
export const TAKEN_IN = 0x400;
/** Letters that are written once; they belong to the role and change hands with it. */
export const WROTE_SYN = 0x1000;
export const WROTE_FIN = 0x2000;
export const WROTE_RST = 0x4000;
export const WROTE_FIN_RST = 0x8000;
export const WROTE_MANY_FLAGS = 0x1_0000;
export const WROTE_DATA = 0x2_0000;
export const WROTE_ACK = 0x4_0000;
export const WROTE_MASK = 0x7_f000;

/** The mask and value that tell states in which data flows, with nothing out of the ordinary. */
export const ROUTINE_MASK = 0x6 | GIVEN_UP | SENT_FIN;
export const ROUTINE = 0x4;

/** Bits of a connection's `zeekMarks`. */
/** Zeek has a record of it. */
export const RECORDED = 0x1;
/** Its originator is the endpoint of side 1 (else side 0). */
export const ORIGINATOR_IS_HIGH = 0x2;
/** Its first segments were no handshake. */
export const IS_PARTIAL = 0x4;
/** A close waits for data that is missing. */
export const CLOSE_DEFERRED = 0x8;

export function stateOf(endpoint: ZeekFields): number {
  return endpoint.zeekMarks & STATE_MASK;
}

export function previousStateOf(endpoint: ZeekFields): number {
  return (endpoint.zeekMarks >> PREVIOUS_SHIFT) & STATE_MASK;
}

export function enterState(endpoint: ZeekFields, state: number): void {
  const marks = endpoint.zeekMarks;
  const previous = marks & STATE_MASK;
  if (previous === state) return;
  endpoint.zeekMarks = (marks & ~STATES_MASK) | state | (previous << PREVIOUS_SHIFT);
}
