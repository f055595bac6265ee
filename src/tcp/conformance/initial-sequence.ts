import { ACK, type Packet, SYN } from '../../wire/packet.ts';
import type { Segment } from '../segment.ts';
import { WARNING } from './codes.ts';
import type { Notebook } from './notebook.ts';

/** SYNs that are remembered: a power of two. */
const MEMORY = 1 << 12;
/** Words of one: initial sequence number, mixed source address, source port + 1. */
const STRIDE = 4;
const GOLDEN = 0x9e3779b1;

/**
 * The last SYNs by their initial sequence number: two connections of one host that begin with the same
 * one have it from a bad generator (RFC 9293, section 3.4.1; RFC 6528), or from a scanner.
 */
export class InitialSequences {
  readonly #seen = new Int32Array(MEMORY * STRIDE);

  examine(segment: Segment, notes: Notebook): void {
    const { packet, sender } = segment;
    if (!segment.isFirst || (packet.flags & (SYN | ACK)) !== SYN) return;
    const at = (Math.imul(packet.sequence, GOLDEN) >>> 20) * STRIDE;
    const source = mixSource(packet);
    const port = (this.#seen[at + 2] ?? 0) - 1;
    const isRepeated = this.#seen[at] === packet.sequence && this.#seen[at + 1] === source;
    if (isRepeated && port >= 0 && port !== packet.sourcePort) {
      notes.note(segment, sender, 'initial-sequence-repeated', WARNING, packet.sequence, port);
    }
    this.#seen[at] = packet.sequence;
    this.#seen[at + 1] = source;
    this.#seen[at + 2] = packet.sourcePort + 1;
  }
}

function mixSource(packet: Packet): number {
  const low = Math.imul(packet.source0 ^ Math.imul(packet.source1, GOLDEN), GOLDEN);
  const high = Math.imul(packet.source2 ^ Math.imul(packet.source3, GOLDEN), GOLDEN);
  return (low ^ (high >>> 7)) | 0;
}
