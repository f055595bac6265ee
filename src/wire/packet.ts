import { type ChecksumKernel, kernelOf } from './checksum-kernel.ts';
import type { HeaderReasons } from './outcome.ts';

/** More octets than any record can have had on the wire: 1 GiB. */
const LONGEST_FRAME = 0x4000_0000;

/** Layers deeper than this are not read: no real frame has them. */
const MOST_LAYERS = 32;

/** What a packet without octets of its own shows: headers of zeros. */
const ROOM_FOR_HEADERS = 64;

/**
 * What decoding one frame leaves behind: offsets and header fields, no copies. One instance is
 * refilled for every frame; nothing after `wire/` may keep it, or the octets it points at.
 *
 * 32-bit header fields are held as signed integers (`| 0`), which the engine's arithmetic modulo
 * 2^32 works on directly; `>>> 0` gives the value that people read.
 */
export class Packet {
  /** The octets that the offsets below refer to: the capture window, or a reassembled datagram. */
  bytes: Uint8Array = new Uint8Array(ROOM_FOR_HEADERS);
  view: DataView = new DataView(this.bytes.buffer);

  /** Sums octets of `bytes` faster than JavaScript can, where `bytes` lies in its memory. */
  kernel: ChecksumKernel | null = null;

  // -- the walk: what the layer at hand may read ------------------------------------------------------
  /** First octet that no layer has read yet. */
  offset = 0;
  /** One past the last octet of the layer at hand that is present in `bytes`. */
  end = 0;
  /** One past the last octet of the layer at hand as it was on the wire: beyond `end` where it was snapped. */
  wireEnd = 0;
  /** Checksums are not to be verified. */
  ignoresChecksums = false;
  /** 802.11: the capture says that the header is padded to four octets (radiotap). */
  isHeaderPadded = false;

  /** `SEGMENT`, or an index into the reasons of `outcome.ts`: why there is no segment to analyse. */
  outcome = 0;
  /** One past the last captured octet of the frame. */
  frameEnd = 0;
  /** Octets that the frame had on the wire and that are not in the capture (cut by the snap length). */
  snappedOctets = 0;

  /** Layers walked so far, outermost first, for `layerName`; the innermost IP header is last. */
  readonly layers = new Uint8Array(MOST_LAYERS);
  /** Where the header of each begins, in `view`, or for the first `outerLayers` of them in `outerView`; -1: nowhere. */
  readonly layerOffsets = new Int32Array(MOST_LAYERS);
  /** In front of a reassembled datagram: what the frame that completed it has. */
  outerLayers = 0;
  outerView: DataView = this.view;
  layerCount = 0;
  /** Identifier of the innermost VLAN tag, or -1 without one. */
  vlan = -1;

  // -- the innermost IP header ---------------------------------------------------------------------
  /** 4 or 6. */
  ipVersion = 0;
  ipOffset = 0;
  /** Octets of the IP header, with IPv4 options or IPv6 extension headers. */
  ipHeaderLength = 0;
  /** IPv4 total length, or IPv6 payload length + 40, as the header says (0 with segmentation offload). */
  ipTotalLength = 0;
  /** Identification of IPv4, or of an IPv6 fragment header (signed 32-bit); 0 for other IPv6 packets. */
  ipIdentification = 0;
  /** What the payload is by the last IP header read (IANA protocol number). */
  ipProtocol = 0;
  /** TTL or hop limit. */
  ipHopLimit = 0;
  /** The two ECN bits (RFC 3168). */
  ipEcn = 0;
  /** True where this is the first fragment of a datagram that was not put together again. */
  isFirstFragment = false;
  /** Of a fragment: octets of the datagram's payload before this one's, and whether others follow. */
  fragmentOffset = 0;
  moreFragments = false;

  /**
   * Addresses as 32-bit words, most significant first; IPv4 uses word 0 alone and leaves 0 in the others.
   * Behind a source route or routing header: the final destination, as the checksum wants it.
   */
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  destination0 = 0;
  destination1 = 0;
  destination2 = 0;
  destination3 = 0;

  // -- the TCP header (RFC 9293, section 3.1) ------------------------------------------------------
  tcpOffset = 0;
  sourcePort = 0;
  destinationPort = 0;
  /** Signed 32-bit. */
  sequence = 0;
  /** Signed 32-bit; the raw field, also where ACK is clear. */
  acknowledgment = 0;
  /** Octets: data offset x 4. */
  tcpHeaderLength = 0;
  /** The 12 bits behind the data offset: three reserved, AE, CWR, ECE, URG, ACK, PSH, RST, SYN, FIN. */
  flags = 0;
  window = 0;
  urgentPointer = 0;
  /** First octet of the payload in `bytes`. */
  payloadOffset = 0;
  /** Octets of payload by the IP lengths, whether captured or not; 0 where they are not known. */
  payloadLength = 0;
  /** False for a first fragment, and for a datagram that ends within its TCP header. */
  isPayloadLengthKnown = true;
  /** Octets of payload present in `bytes`. */
  payloadCaptured = 0;

  // -- options, from one scan (tcp-options.ts lists them in full) -----------------------------------
  /** False: it has no option but timestamps, so that what the others would leave here is empty. */
  mayHaveOtherOptions = true;
  /** MSS, or -1. */
  mss = -1;
  /** Window scale shift as sent (may exceed 14), or -1. */
  windowScale = -1;
  sackPermitted = false;
  hasTimestamps = false;
  /** Signed 32-bit. */
  timestampValue = 0;
  timestampEcho = 0;
  /** Number of SACK blocks, and their edges (left, right, left, ...) as signed 32-bit numbers. */
  sackBlockCount = 0;
  readonly sackEdges = new Int32Array(8);
  /** Octets of the Fast Open cookie (0: a request for one), or -1 without the option. */
  fastOpenCookieLength = -1;
  /** Bit n: a Multipath TCP option of subtype n (RFC 8684). */
  mptcpSubtypes = 0;
  /** The option list contradicts itself (a length that is impossible); what came before it counts. */
  optionsMalformed = false;
  /** The option list is cut by the snap length. */
  optionsSnapped = false;

  // -- of an ICMP error that quotes a segment (network/icmp.ts) ----------------------------------------
  icmpType = 0;
  icmpCode = 0;
  /** The MTU that the error gives, or 0. */
  icmpMtu = 0;

  // -- checksums, as indexes into CHECKSUM_STATUS (checksum.ts) ---------------------------------------
  ipChecksum = 0;
  tcpChecksum = 0;
  /** The ones' complement sum over the payload, where verifying took it; else -1. */
  payloadSum = -1;

  /** Points the scratch at the octets of a window; call it whenever the window's memory changed. */
  attach(bytes: Uint8Array, view: DataView): void {
    this.bytes = bytes;
    this.view = view;
    this.kernel = kernelOf(bytes);
  }

  /** Makes ready for the next frame. */
  begin(start: number, end: number, originalLength: number, fcsLength: number): void {
    let wireEnd = start + originalLength;
    // Nothing is longer; what damage claims must not turn the offsets into floating numbers.
    if (originalLength > LONGEST_FRAME) wireEnd = start + LONGEST_FRAME;
    this.offset = start;
    this.frameEnd = end;
    this.snappedOctets = wireEnd > end ? wireEnd - end : 0;
    wireEnd -= fcsLength;
    this.wireEnd = wireEnd;
    this.end = end;
    if (wireEnd < end) this.end = wireEnd;
    this.isHeaderPadded = false;
    this.layerCount = 0;
    this.outerLayers = 0;
    this.vlan = -1;
  }

  /** The walk may go on. */
  get hasRoom(): boolean {
    return this.layerCount < MOST_LAYERS;
  }

  /** Notes that the walk reached a layer; at most `MOST_LAYERS` times. */
  enter(layer: number): void {
    this.layerOffsets[this.layerCount] = this.offset;
    this.layers[this.layerCount++] = layer;
  }

  /** Says that the layer entered last is in truth `protocol`, and returns that. */
  leaveFor(protocol: number): number {
    this.layerCount--;
    return protocol;
  }

  /** 32-bit addresses, most significant octet first. */
  setIpv4Addresses(source: number, destination: number): void {
    this.source0 = source;
    this.source1 = 0;
    this.source2 = 0;
    this.source3 = 0;
    this.destination0 = destination;
    this.destination1 = 0;
    this.destination2 = 0;
    this.destination3 = 0;
  }

  /** Ends the layer at hand at `wireEnd`, where that is sooner than it would end otherwise. */
  limit(wireEnd: number): void {
    if (wireEnd < this.wireEnd) {
      this.wireEnd = wireEnd;
      if (wireEnd < this.end) this.end = wireEnd;
    }
  }

  /** Why the header at hand, of `octets` octets, is not there: it was cut, or there never was so much. */
  shortOf(octets: number, reasons: HeaderReasons): number {
    return this.wireEnd - this.offset < octets ? reasons.malformed : reasons.snapped;
  }
}

/** Bits of `Packet.flags`. */
export const FIN = 0x001;
export const SYN = 0x002;
export const RST = 0x004;
export const PSH = 0x008;
export const ACK = 0x010;
export const URG = 0x020;
export const ECE = 0x040;
export const CWR = 0x080;
export const AE = 0x100;
export const RESERVED = 0xe00;

/** `Packet.outcome` of a frame that holds a TCP segment to analyse. */
export const SEGMENT = 0;

/** Indexes into `CHECKSUM_STATUS`. */
export const VALID = 0;
export const INVALID = 1;
export const PARTIAL = 2;
export const UNVERIFIED = 3;
export const ABSENT = 4;
