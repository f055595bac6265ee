import { walk } from '../wire/decode.ts';
import { IPV4_FRAGMENT } from '../wire/network/ipv4.ts';
import { IPV6_FRAGMENT } from '../wire/network/ipv6-extensions.ts';
import { reasonIndex } from '../wire/outcome.ts';
import type { Packet } from '../wire/packet.ts';
import { IP_PROTOCOL } from '../wire/protocol.ts';
import { Datagram, type FramePlace } from './datagram.ts';

/** How much is kept of datagrams that are not complete yet. */
export interface ReassemblyLimits {
  readonly datagrams: number;
  readonly octets: number;
  /** Seconds of capture time after the first fragment (RFC 8200, section 4.5: 60). */
  readonly seconds: number;
}

const LIMITS: ReassemblyLimits = { datagrams: 4096, octets: 16 << 20, seconds: 60 };

/** Octets of the header that IPv6 datagrams have in their fragments alone (RFC 8200, section 4.5). */
const IPV6_FRAGMENT_HEADER = 8;

/** Tunnels within tunnels may each be fragmented; no real one is deeper. */
const MOST_NESTED = 4;

const OVERLAPPING = reasonIndex('ipv6-overlapping-fragments');

/** What became of the datagrams that came in fragments. */
export interface ReassemblyCounts {
  complete: number;
  /** Not complete when time, memory or the capture ran out. */
  incomplete: number;
  /** Fragments of IPv4 that overlap others otherwise than as exact copies (RFC 3128). */
  overlapping: number;
  /** IPv6 datagrams dropped for overlapping fragments, as their receiver must (RFC 5722). */
  discarded: number;
}

/** True for the outcome of a frame that `FragmentReassembly` can do something with. */
export function isFragment(outcome: number): boolean {
  return outcome === IPV4_FRAGMENT || outcome === IPV6_FRAGMENT;
}

/**
 * Puts fragmented datagrams together (RFC 791, RFC 8200) and decodes each as a part of the frame
 * that completes it, as Wireshark does. It keeps copies within fixed limits of memory and time.
 */
export class FragmentReassembly {
  readonly counts: ReassemblyCounts = { complete: 0, incomplete: 0, overlapping: 0, discarded: 0 };
  readonly #limits: ReassemblyLimits;
  /** By key, oldest first. */
  readonly #datagrams = new Map<string, Datagram>();
  #octets = 0;
  #places: readonly FramePlace[] = [];

  constructor(limits: Partial<ReassemblyLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /**
   * Takes the fragment in `packet`. Where it completes its datagram, the packet is pointed at the
   * datagram's own octets and decoded further; attach the window again before the next frame.
   *
   * @param seconds capture time of the frame
   * @param place which one it is
   * @returns the new `packet.outcome`, the same one as before while fragments are missing
   */
  add(packet: Packet, seconds: number, place: FramePlace): number {
    this.#expire(seconds);
    this.#places = [place];
    for (let nested = 0; nested < MOST_NESTED && isFragment(packet.outcome); nested++) {
      const whole = this.#addOne(packet, seconds);
      if (whole === undefined) break;
      decodeWhole(packet, whole);
    }
    return packet.outcome;
  }

  /** The frames that hold what was added last, and where it completed a datagram, its other fragments. */
  get places(): readonly FramePlace[] {
    return this.#places;
  }

  /** Counts what is still incomplete at the end of a capture, and forgets it. */
  finish(): void {
    for (const datagram of [...this.#datagrams.values()]) this.#giveUp(datagram);
  }

  #addOne(packet: Packet, seconds: number): Uint8Array | undefined {
    const key = keyOf(packet);
    let datagram = this.#datagrams.get(key);
    if (datagram === undefined) {
      datagram = new Datagram(key, seconds);
      this.#datagrams.set(key, datagram);
    }
    const payload = packet.bytes.subarray(packet.offset, packet.end);
    const overlap = datagram.add(
      packet.fragmentOffset,
      payload,
      packet.moreFragments,
      this.#places,
    );
    this.#octets += payload.length;
    if (overlap === 'overlap') this.#noteOverlap(packet, datagram);
    if (datagram.isDiscarded) packet.outcome = OVERLAPPING;
    if (!datagram.isComplete()) {
      this.#shrink();
      return undefined;
    }
    this.#forget(datagram);
    if (datagram.isDiscarded) return undefined;
    this.counts.complete++;
    this.#places = datagram.places;
    return datagram.join(packet.bytes.subarray(packet.ipOffset, packet.offset));
  }

  #noteOverlap(packet: Packet, datagram: Datagram): void {
    if (packet.ipVersion === 4) {
      this.counts.overlapping++;
    } else if (!datagram.isDiscarded) {
      datagram.isDiscarded = true;
      this.counts.discarded++;
    }
  }

  #expire(seconds: number): void {
    for (const datagram of this.#datagrams.values()) {
      if (seconds - datagram.began <= this.#limits.seconds) return;
      this.#giveUp(datagram);
    }
  }

  #shrink(): void {
    for (const datagram of this.#datagrams.values()) {
      if (this.#datagrams.size <= this.#limits.datagrams && this.#octets <= this.#limits.octets)
        return;
      this.#giveUp(datagram);
    }
  }

  #giveUp(datagram: Datagram): void {
    if (!datagram.isDiscarded) this.counts.incomplete++;
    this.#forget(datagram);
  }

  #forget(datagram: Datagram): void {
    this.#datagrams.delete(datagram.key);
    this.#octets -= datagram.octets;
  }
}

/** RFC 791, section 3.2, and RFC 8200, section 4.5; and never across VLANs. */
function keyOf(packet: Packet): string {
  const { ipVersion, vlan, ipIdentification, ipProtocol } = packet;
  const protocol = ipVersion === 4 ? ipProtocol : 0;
  const source = `${packet.source0},${packet.source1},${packet.source2},${packet.source3}`;
  const destination = `${packet.destination0},${packet.destination1},${packet.destination2},${packet.destination3}`;
  return `${ipVersion},${vlan},${ipIdentification},${protocol},${source},${destination}`;
}

/** Decodes a datagram that lies, behind the header of its last fragment, in memory of its own. */
function decodeWhole(packet: Packet, whole: Uint8Array): void {
  const headerLength = packet.offset - packet.ipOffset;
  noteOuterLayers(packet);
  packet.attach(whole, new DataView(whole.buffer));
  packet.ipOffset = 0;
  packet.ipTotalLength = whole.length - (packet.ipVersion === 6 ? IPV6_FRAGMENT_HEADER : 0);
  packet.offset = headerLength;
  packet.end = whole.length;
  packet.wireEnd = whole.length;
  packet.frameEnd = whole.length;
  packet.snappedOctets = 0;
  walk(packet, IP_PROTOCOL | packet.ipProtocol);
}

/** Of a datagram within a reassembled datagram the frame is kept, and what lies between is not. */
function noteOuterLayers(packet: Packet): void {
  const { layerOffsets, layerCount, outerLayers } = packet;
  const innermost = layerCount - 1;
  if (outerLayers === 0) {
    packet.outerLayers = innermost;
    packet.outerView = packet.view;
  } else {
    layerOffsets.fill(-1, outerLayers, innermost);
  }
  layerOffsets[innermost] = 0;
}
