import type { Packet } from '../../wire/packet.ts';
import { listOptions } from '../../wire/transport/tcp-option-list.ts';
import type { Segment } from '../segment.ts';

const MP_CAPABLE = 0;
const MP_JOIN = 1;
/** The subtypes that are remembered. */
const OPERATIONS = 0xff;
/** Multipath connections and tokens that are remembered; the oldest go first. */
const MOST_CONNECTIONS = 1 << 20;
const MOST_TOKENS = 1 << 18;

/** Hexadecimal digits of an MP_CAPABLE's (RFC 8684, section 3.1) and MP_JOIN's (section 3.2) fields. */
const SENDER_KEY = 4;
const RECEIVER_KEY = 20;
const KEY_DIGITS = 16;
const TOKEN = 4;
const TOKEN_DIGITS = 8;
const DIGITS_WITH_SENDER_KEY: readonly number[] = [20, 36, 40, 44];
const DIGITS_WITH_RECEIVER_KEY: readonly number[] = [36, 40, 44];
const DIGITS_OF_FIRST_JOIN = 20;

/**
 * Multipath TCP (RFC 8684) as far as duplicate acknowledgments depend on it: which connections are
 * subflows of one, and OPS, the option subtypes that were seen on any of its subflows.
 */
export class MultipathConnections {
  /** OPS of each, by its number; numbers begin at 1. */
  #operations = new Uint8Array(64);
  #made = 0;
  /** The multipath connection that a token names: a digest of either side's key. */
  readonly #byToken = new Map<number, number>();

  /** An option subtype turned up for the first time since the segment's sender last sent. */
  hasNewsFor(segment: Segment): boolean {
    const number = segment.connection.mptcpConnection;
    return number !== 0 && this.#operationsOf(number) !== segment.sender.mptcpSeen;
  }

  /** SEEN: what its sender has had the chance to see when the segment passes. */
  noteSeen(segment: Segment): void {
    const number = segment.connection.mptcpConnection;
    if (number !== 0) segment.sender.mptcpSeen = this.#operationsOf(number);
  }

  /** Adds the segment's options to what was seen, and finds out which multipath connection it is of. */
  noteOptions(segment: Segment): void {
    const { packet, connection } = segment;
    const subtypes = packet.mptcpSubtypes;
    if (subtypes === 0) return;
    if ((subtypes & ((1 << MP_CAPABLE) | (1 << MP_JOIN))) !== 0) {
      connection.mptcpConnection = this.#fromHandshake(packet, connection.mptcpConnection);
    } else if (connection.mptcpConnection === 0) {
      connection.mptcpConnection = this.#create();
    }
    const number = connection.mptcpConnection;
    if (number === 0 || packet.optionsSnapped) return;
    this.#operations[number % MOST_CONNECTIONS] =
      this.#operationsOf(number) | (subtypes & OPERATIONS);
  }

  /** The number after a segment with keys or a token; `known` is the number before it. */
  #fromHandshake(packet: Packet, known: number): number {
    let number = known;
    for (const option of listOptions(packet)) {
      if (option.name !== 'mptcp') continue;
      const { subtype, data } = option;
      if (subtype === MP_CAPABLE) number = this.#fromKeys(data, number);
      else if (subtype === MP_JOIN && data.length === DIGITS_OF_FIRST_JOIN) {
        number = this.#byToken.get(numberOf(data, TOKEN, TOKEN_DIGITS)) ?? number;
      } else if (number === 0) number = this.#create();
    }
    return number;
  }

  #fromKeys(data: string, known: number): number {
    let number = known;
    const version = numberOf(data, 1, 1);
    if (DIGITS_WITH_SENDER_KEY.includes(data.length)) {
      number = this.#fromKey(data.slice(SENDER_KEY, SENDER_KEY + KEY_DIGITS), version, number);
    }
    if (DIGITS_WITH_RECEIVER_KEY.includes(data.length)) {
      number = this.#fromKey(data.slice(RECEIVER_KEY, RECEIVER_KEY + KEY_DIGITS), version, number);
    }
    return number;
  }

  #fromKey(key: string, version: number, known: number): number {
    // Loaded when the first such key turns up: it takes longer than a small capture takes to read.
    const { createHash } = process.getBuiltinModule('node:crypto');
    const hash = createHash(version === 0 ? 'sha1' : 'sha256').update(key, 'hex');
    const token = hash.digest().readUInt32BE(0);
    const found = this.#byToken.get(token);
    if (found !== undefined) return found;
    const number = known === 0 ? this.#create() : known;
    this.#byToken.set(token, number);
    if (this.#byToken.size > MOST_TOKENS) {
      for (const oldest of this.#byToken.keys()) {
        this.#byToken.delete(oldest);
        break;
      }
    }
    return number;
  }

  #create(): number {
    const number = ++this.#made;
    if (number >= this.#operations.length && number < MOST_CONNECTIONS) {
      const larger = new Uint8Array(this.#operations.length * 2);
      larger.set(this.#operations);
      this.#operations = larger;
    }
    this.#operations[number % MOST_CONNECTIONS] = 0;
    return number;
  }

  #operationsOf(number: number): number {
    return this.#operations[number % MOST_CONNECTIONS] ?? 0;
  }
}

function numberOf(digits: string, start: number, length: number): number {
  return Number.parseInt(digits.slice(start, start + length), 16);
}
