import { ACK, SYN } from '../wire/packet.ts';
import { CLIENT_IS_HIGH, CLIENT_KNOWN_MASK, CLIENT_KNOWN_SHIFT } from './rows/connection-row.ts';
import type { Segment } from './segment.ts';

/** Ports below this are a server's in a connection whose opening was not captured. */
const EPHEMERAL_PORTS = 32_768;

/** Evidence for who the client is, the stronger the greater: indices of `CLIENT_KNOWN_BY`. */
const BY_FIRST_SEGMENT = 0;
const BY_PORTS = 1;
const BY_SYN_ACK = 2;
const BY_SYN = 3;

/** Says of a connection's first segment which side is the client, and by what that is known. */
export function guessClient(segment: Segment): void {
  const { packet, senderSide } = segment;
  const { sourcePort, destinationPort } = packet;
  if ((packet.flags & SYN) !== 0) {
    noteOpener(segment);
    return;
  }
  const fromServer = sourcePort < EPHEMERAL_PORTS && sourcePort < destinationPort;
  const toServer = destinationPort < EPHEMERAL_PORTS && destinationPort < sourcePort;
  if (fromServer) setClient(segment, 1 - senderSide, BY_PORTS);
  else setClient(segment, senderSide, toServer ? BY_PORTS : BY_FIRST_SEGMENT);
}

/** A SYN that comes later than other segments still tells who the client is. */
export function improveClient(segment: Segment): void {
  const { flags } = segment.packet;
  if ((flags & SYN) === 0) return;
  const known = (segment.connection.marks & CLIENT_KNOWN_MASK) >> CLIENT_KNOWN_SHIFT;
  if (((flags & ACK) !== 0 ? BY_SYN_ACK : BY_SYN) > known) noteOpener(segment);
}

/** Who sends a SYN is the client, who answers with one is not. */
function noteOpener(segment: Segment): void {
  const { packet, senderSide } = segment;
  if ((packet.flags & ACK) !== 0) setClient(segment, 1 - senderSide, BY_SYN_ACK);
  else setClient(segment, senderSide, BY_SYN);
}

function setClient({ connection }: Segment, side: number, evidence: number): void {
  const rest = connection.marks & ~(CLIENT_IS_HIGH | CLIENT_KNOWN_MASK);
  connection.marks = rest | (side === 1 ? CLIENT_IS_HIGH : 0) | (evidence << CLIENT_KNOWN_SHIFT);
}
