import { doubles, ints } from '../memory.ts';
import { ANNEX } from './cursor.ts';
import { ZeekConnectionFields } from './zeek-connection-fields.ts';

/**
 * What belongs to a live connection as a whole.
 */
export class ConnectionRow extends ZeekConnectionFields {
  /** 0-based, in the order of first segments. */
  get id(): number {
    return ints[this.at + 0] ?? 0;
  }
  set id(value: number) {
    ints[this.at + 0] = value;
  }

  /** The bits below. */
  get marks(): number {
    return ints[this.at + 30] ?? 0;
  }
  set marks(value: number) {
    ints[this.at + 30] = value;
  }

  /** Its entry in the flow table of its family. */
  get entry(): number {
    return ints[this.at + 33] ?? 0;
  }
  set entry(value: number) {
    ints[this.at + 33] = value;
  }

  /** First entry of its journal; 0: none. */
  get journalHead(): number {
    return ints[this.at + 42] ?? 0;
  }
  set journalHead(value: number) {
    ints[this.at + 42] = value;
  }

  /** Last entry of its journal. */
  get journalTail(): number {
    return ints[this.at + 31] ?? 0;
  }
  set journalTail(value: number) {
    ints[this.at + 31] = value;
  }

  /** Entries in its journal. */
  get journalLength(): number {
    return ints[this.at + 32] ?? 0;
  }
  set journalLength(value: number) {
    ints[this.at + 32] = value;
  }

  /** How it was encapsulated: an index into the paths seen. */
  get pathId(): number {
    return ints[this.at + 43] ?? 0;
  }
  set pathId(value: number) {
    ints[this.at + 43] = value;
  }

  /** Frame of its first segment. */
  get firstFrame(): number {
    return ints[this.at + 44] ?? 0;
  }
  set firstFrame(value: number) {
    ints[this.at + 44] = value;
  }

  /** Frame of its last segment. */
  get lastFrame(): number {
    return ints[this.at + 1] ?? 0;
  }
  set lastFrame(value: number) {
    ints[this.at + 1] = value;
  }

  /** Index of the capture that holds its first segment. */
  get capture(): number {
    return ints[this.at + 45] ?? 0;
  }
  set capture(value: number) {
    ints[this.at + 45] = value;
  }

  /** Wireshark's completeness bits. */
  get completeness(): number {
    return ints[this.at + 4] ?? 0;
  }
  set completeness(value: number) {
    ints[this.at + 4] = value;
  }

  /** IPv4 headers whose checksum is valid. */
  get ipValid(): number {
    return ints[this.at + 5] ?? 0;
  }
  set ipValid(value: number) {
    ints[this.at + 5] = value;
  }

  /** ... is invalid. */
  get ipInvalid(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 2] ?? 0;
  }
  set ipInvalid(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 2] = value;
  }

  /** ... could not be verified. */
  get ipUnverified(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 3] ?? 0;
  }
  set ipUnverified(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 3] = value;
  }

  /** Segments whose IP header has none (IPv6). */
  get ipAbsent(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 4] ?? 0;
  }
  set ipAbsent(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 4] = value;
  }

  /** Segments whose TCP checksum is valid. */
  get tcpValid(): number {
    return ints[this.at + 6] ?? 0;
  }
  set tcpValid(value: number) {
    ints[this.at + 6] = value;
  }

  /** ... is invalid. */
  get tcpInvalid(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 5] ?? 0;
  }
  set tcpInvalid(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 5] = value;
  }

  /** ... holds the pseudo-header sum that an offloading sender leaves. */
  get tcpPartial(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 6] ?? 0;
  }
  set tcpPartial(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 6] = value;
  }

  /** ... could not be verified. */
  get tcpUnverified(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 7] ?? 0;
  }
  set tcpUnverified(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 7] = value;
  }

  /** Findings of severity info. */
  get infoFindings(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 8] ?? 0;
  }
  set infoFindings(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 8] = value;
  }

  /** Findings of severity warning. */
  get warningFindings(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 9] ?? 0;
  }
  set warningFindings(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 9] = value;
  }

  /** Findings of severity error. */
  get errorFindings(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 10] ?? 0;
  }
  set errorFindings(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 10] = value;
  }

  /** Its newest kind of finding in the journal, from which the others hang; 0: none. */
  get findingHead(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 11] ?? 0;
  }
  set findingHead(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 11] = value;
  }

  /** Segments cut by the snap length. */
  get snappedSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 12] ?? 0;
  }
  set snappedSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 12] = value;
  }

  /** Multipath TCP connection that it is a subflow of; 0: none. */
  get mptcpConnection(): number {
    return ints[this.at + 10] ?? 0;
  }
  set mptcpConnection(value: number) {
    ints[this.at + 10] = value;
  }

  /** Index of the capture that holds its last segment. */
  get lastCapture(): number {
    return ints[this.at + 7] ?? 0;
  }
  set lastCapture(value: number) {
    ints[this.at + 7] = value;
  }

  /** The nanoseconds of its first segment's own time. */
  get startNanoseconds(): number {
    return ints[this.at + 46] ?? 0;
  }
  set startNanoseconds(value: number) {
    ints[this.at + 46] = value;
  }

  /** Transitions and steps that were too many to be kept in its journal. */
  get untoldEntries(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 13] ?? 0;
  }
  set untoldEntries(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 13] = value;
  }

  /** Its ladder (`tcp/ladder/`); 0: none is kept. */
  get ladder(): number {
    return ints[this.at + 13] ?? 0;
  }
  set ladder(value: number) {
    ints[this.at + 13] = value;
  }

  /** When its first segment passed, in nanoseconds since the recording's origin. */
  get startTime(): number {
    return doubles[this.at8 + 1] ?? 0;
  }
  set startTime(value: number) {
    doubles[this.at8 + 1] = value;
  }

  /** When its last segment passed. */
  get lastTime(): number {
    return doubles[this.at8 + 4] ?? 0;
  }
  set lastTime(value: number) {
    doubles[this.at8 + 4] = value;
  }

  /** Number of its last segment among all segments: what eviction goes by. */
  get lastSegmentSerial(): number {
    return doubles[this.at8 + 7] ?? 0;
  }
  set lastSegmentSerial(value: number) {
    doubles[this.at8 + 7] = value;
  }

  /** SYNTIME of the analysis, in nanoseconds since the first segment; meaningful with `HAS_SYN_TIME`. */
  get synTime(): number {
    return doubles[this.at8 + 17] ?? 0;
  }
  set synTime(value: number) {
    doubles[this.at8 + 17] = value;
  }

  /** Initial round trip of the analysis in nanoseconds; 0: unset. */
  get initialRtt(): number {
    return doubles[this.at8 + 13] ?? 0;
  }
  set initialRtt(value: number) {
    doubles[this.at8 + 13] = value;
  }
}

/** Bits of `marks`. */
/** The client is the endpoint of side 1 (else side 0). */
export const CLIENT_IS_HIGH = 0x01;
/** How the client is known: two bits, an index into `CLIENT_KNOWN_BY`. */
export const CLIENT_KNOWN_SHIFT = 1;
export const CLIENT_KNOWN_MASK = 0x06;
export const IPV6 = 0x08;
export const HAS_SYN_TIME = 0x10;
/** It waits in the queue of closed connections. */
export const IN_RETIREMENT = 0x20;
/** A RST closed it. */
export const WAS_RESET = 0x40;
/** The capture shows its first SYN. */
export const SAW_OPENING = 0x80;
/** It began by `reused_ports`. */
export const REUSED_PORTS = 0x100;
/** The second FIN was the first to acknowledge the first one: three segments closed it. */
export const CLOSED_IN_THREE = 0x200;
/** Its first SYN met the pair's previous connection open, or in TIME-WAIT. */
export const REPLACED_OPEN = 0x10000;
export const REPLACED_TIME_WAIT = 0x20000;

export const CLIENT_KNOWN_BY = ['first-segment', 'port', 'syn-ack', 'syn'] as const;
