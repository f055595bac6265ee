import { addressText, socketText } from '../../model/address-text.ts';
import type { BaselineKey } from '../../model/baseline-keys.ts';
import {
  BASELINE_VERSION,
  type BaselineRecord,
  type ServiceRecord,
} from '../../model/baseline-record.ts';
import type { Socket } from '../../model/community-id.ts';
import { socketOf } from '../../model/describe-endpoint.ts';
import { inSeconds } from '../../model/recording-clock.ts';
import { type Connection, clientOf, serverOf } from '../../tcp/connection.ts';
import {
  CLIENT_KNOWN_BY,
  CLIENT_KNOWN_MASK,
  CLIENT_KNOWN_SHIFT,
} from '../../tcp/rows/connection-row.ts';
import { Durations } from './durations.ts';

/**
 * The first port that systems hand out by themselves (Linux; others begin at 49152, RFC 6335). A
 * server that listens on such a one has another in each run.
 */
const FIRST_EPHEMERAL = 32_768;
const EPHEMERAL = 'ephemeral';

/** Services that are told apart, so that a scan of all hosts is bounded; the others are `others`. */
const MOST_SERVICES = 10_000;
const OTHERS = 'others';

/** Significant digits of a share. */
const DIGITS = 6;

/** Adds up what connections come to, by service: neither ports of clients nor the order matter. */
export class Profile {
  readonly #by: BaselineKey;
  readonly #services = new Map<string, Service>();

  constructor(by: BaselineKey) {
    this.#by = by;
  }

  add(connection: Connection): void {
    this.#service(serviceName(connection, this.#by)).add(connection);
  }

  describe(): BaselineRecord {
    const services = [...this.#services].sort(([a], [b]) => order(a, b));
    return {
      schema: BASELINE_VERSION,
      by: this.#by,
      services: Object.fromEntries(services.map(([name, service]) => [name, service.describe()])),
    };
  }

  #service(name: string): Service {
    const isKnown = this.#services.has(name) || this.#services.size < MOST_SERVICES;
    const key = isKnown ? name : OTHERS;
    const service = this.#services.get(key) ?? new Service();
    this.#services.set(key, service);
    return service;
  }
}

class Service {
  #connections = 0;
  #octets = 0;
  #resets = 0;
  #segments = 0;
  #retransmitted = 0;
  readonly #handshakes = new Durations();

  add({ row, low, high, ended }: Connection): void {
    this.#connections++;
    this.#octets += low.uniqueOctets + high.uniqueOctets;
    if (ended === 'reset') this.#resets++;
    this.#segments += low.segments + high.segments;
    this.#retransmitted += low.retransmittedSegments + high.retransmittedSegments;
    if (row.initialRtt > 0) this.#handshakes.add(inSeconds(row.initialRtt));
  }

  describe(): ServiceRecord {
    const rate = this.#segments === 0 ? null : this.#retransmitted / this.#segments;
    return {
      connections: this.#connections,
      bytes: this.#octets,
      resets: this.#resets,
      retransmissionRate: rate === null ? null : Number(rate.toPrecision(DIGITS)),
      handshakeP50Seconds: this.#handshakes.percentile(50),
      handshakeP95Seconds: this.#handshakes.percentile(95),
    };
  }
}

function serviceName(connection: Connection, by: BaselineKey): string {
  const server = serverSocket(connection);
  const { port } = server;
  if (by === 'server') return socketText(addressText(server), port);
  return by === 'service' && port >= FIRST_EPHEMERAL ? EPHEMERAL : String(port);
}

/** Where only the first segment tells the sides apart, the lower port is the better guess. */
function serverSocket(connection: Connection): Socket {
  const server = socketOf(connection, serverOf(connection));
  const knownBy = (connection.row.marks & CLIENT_KNOWN_MASK) >> CLIENT_KNOWN_SHIFT;
  if (CLIENT_KNOWN_BY[knownBy] !== 'first-segment') return server;
  const client = socketOf(connection, clientOf(connection));
  return client.port < server.port ? client : server;
}

/** Ports by number, then names by their letters. */
function order(a: string, b: string): number {
  const [first, second] = [Number(a), Number(b)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  return a < b ? -1 : 1;
}
