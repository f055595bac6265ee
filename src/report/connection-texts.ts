import { addressText } from '../model/address-text.ts';
import { CLIENT_IS_HIGH } from '../tcp/rows/connection-row.ts';
import type { Segment } from '../tcp/segment.ts';
import type { Packet } from '../wire/packet.ts';
import { type Fragment, fragment, type OctetText } from './octet-text.ts';

/** Connections are many, those that speak at a time are few: what was made last is likely wanted next. */
const SLOTS = 8_192;
const NONE = fragment('');

/** What every line of one direction of a connection says of its two sockets. */
export class ConnectionTexts {
  /** Which direction each slot holds: see `keyOf`. */
  readonly #keys = new Float64Array(SLOTS).fill(-1);
  readonly #texts: Fragment[] = new Array<Fragment>(SLOTS).fill(NONE);

  put(text: OctetText, segment: Segment): void {
    const key = keyOf(segment);
    const slot = (key >> 1) & (SLOTS - 1);
    if (this.#keys[slot] !== key) {
      this.#keys[slot] = key;
      this.#texts[slot] = fragment(socketsText(segment));
    }
    text.put(this.#texts[slot] ?? NONE);
  }
}

/** Connection, direction, and who is taken for the client: a late SYN may tell otherwise. */
function keyOf({ connectionId, senderSide, connection }: Segment): number {
  const isFromClient = (senderSide === 1) === ((connection.marks & CLIENT_IS_HIGH) !== 0);
  return connectionId * 4 + senderSide * 2 + (isFromClient ? 1 : 0);
}

function socketsText(segment: Segment): string {
  const { packet } = segment;
  const isFromClient = (keyOf(segment) & 1) !== 0;
  const sockets = {
    from: isFromClient ? 'client' : 'server',
    source: { address: sourceText(packet), port: packet.sourcePort },
    destination: { address: destinationText(packet), port: packet.destinationPort },
  };
  return `,${JSON.stringify(sockets).slice(1, -1)},"sequence":`;
}

function sourceText({ ipVersion, source0, source1, source2, source3 }: Packet): string {
  const version = ipVersion === 4 ? 4 : 6;
  return addressText({ version, words: [source0, source1, source2, source3] });
}

function destinationText(packet: Packet): string {
  const { destination0, destination1, destination2, destination3 } = packet;
  const version = packet.ipVersion === 4 ? 4 : 6;
  return addressText({ version, words: [destination0, destination1, destination2, destination3] });
}
