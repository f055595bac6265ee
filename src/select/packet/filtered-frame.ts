import { decodeFrame } from '../../wire/decode.ts';
import { layerName } from '../../wire/layer.ts';
import { Packet } from '../../wire/packet.ts';

export const IPV4_TYPE = 0x0800;
export const IPV6_TYPE = 0x86dd;
const VLAN_TAG_LENGTH = 4;

/** Where a link type has its EtherType and its payload. */
interface LinkHeader {
  readonly type: number;
  readonly payload: number;
}
const ETHERNET = 1;
const NULL = 0;
const LOOP = 108;
const LINK_HEADERS: ReadonlyMap<number, LinkHeader> = new Map([
  [ETHERNET, { type: 12, payload: 14 }],
  [113, { type: 14, payload: 16 }],
  [276, { type: 0, payload: 20 }],
]);
const RAW_IP: ReadonlySet<number> = new Set([12, 14, 101, 228, 229]);
/** Octets in front of raw IP; the version tells more than the address families of many systems. */
const LOOPBACK_HEADER = 4;

/** What a filter wants to know of a record (`capture/record.ts`). */
export interface FilteredRecord {
  readonly linkType: number;
  /** First octet, and one past the last captured one. */
  readonly start: number;
  readonly end: number;
  /** Octets on the wire. */
  readonly originalLength: number;
  readonly fcsLength: number;
}

const NO_TYPE = 0;
const CUT = -1;

/**
 * A record as a packet filter sees it: octets at offsets from the link header or from the outermost
 * network header. A test that wants an octet which is not there makes `isCut` true, and the filter
 * rejects the frame whatever else it says, as the packet filters of kernels do.
 */
export class FilteredFrame {
  start = 0;
  /** Octets that the frame had on the wire. */
  originalLength = 0;
  linkType = 0;
  isCut = false;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #type = NO_TYPE;
  #network = 0;
  readonly #packet = new Packet();

  constructor() {
    this.#packet.ignoresChecksums = true;
  }

  /** Makes ready for a record whose octets lie in `bytes`, of which `view` is a view. */
  begin(record: FilteredRecord, bytes: Uint8Array, view: DataView): void {
    this.start = record.start;
    this.originalLength = record.originalLength;
    this.linkType = record.linkType;
    this.isCut = false;
    this.#view = view;
    this.#end = record.end;
    const header = LINK_HEADERS.get(record.linkType);
    if (header !== undefined) {
      const at = this.start + header.type;
      this.#type = at + 2 <= this.#end ? view.getUint16(at) : CUT;
      this.#network = this.start + header.payload;
    } else if (RAW_IP.has(record.linkType)) {
      this.#beginIp(this.start);
    } else if (record.linkType === NULL || record.linkType === LOOP) {
      this.#beginIp(this.start + LOOPBACK_HEADER);
    } else {
      this.#decode(record, bytes, view);
    }
  }

  #beginIp(at: number): void {
    this.#network = at;
    if (at >= this.#end) this.#type = CUT;
    else this.#type = typeOfVersion(this.#view.getUint8(at) >>> 4);
  }

  /** Link types with headers of their own: where the decoder finds IP. */
  #decode(record: FilteredRecord, bytes: Uint8Array, view: DataView): void {
    const packet = this.#packet;
    if (packet.bytes !== bytes) packet.attach(bytes, view);
    decodeFrame(packet, record);
    const hasIp = packet.layers
      .subarray(0, packet.layerCount)
      .some((layer) => /^ipv[46]$/.test(layerName(layer)));
    this.#type = hasIp ? typeOfVersion(packet.ipVersion) : NO_TYPE;
    this.#network = packet.ipOffset;
  }

  get isEthernet(): boolean {
    return this.linkType === ETHERNET;
  }

  /** The EtherType behind so many VLAN tags, whether they are tags or not. */
  typeBehind(tags: number): number {
    if (tags > 0) return this.uint16(this.network(tags) - 2);
    if (this.#type === CUT) this.isCut = true;
    return this.#type;
  }

  /** Offset of the network header behind so many VLAN tags. */
  network(tags: number): number {
    return this.#network + tags * VLAN_TAG_LENGTH;
  }

  octet(at: number): number {
    return this.#has(at, 1) ? this.#view.getUint8(at) : 0;
  }

  uint16(at: number): number {
    return this.#has(at, 2) ? this.#view.getUint16(at) : 0;
  }

  uint32(at: number): number {
    return this.#has(at, 4) ? this.#view.getUint32(at) : 0;
  }

  #has(at: number, octets: number): boolean {
    if (at >= this.start && at + octets <= this.#end) return true;
    this.isCut = true;
    return false;
  }
}

function typeOfVersion(version: number): number {
  if (version === 4) return IPV4_TYPE;
  return version === 6 ? IPV6_TYPE : NO_TYPE;
}
