import type { FindingRecord } from '../../../src/model/finding-record.ts';
import { findingsOf } from '../../../src/model/findings.ts';
import type { Connection } from '../../../src/tcp/connection.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { Packet, UNVERIFIED, VALID } from '../../../src/wire/packet.ts';
import { ENGLISH_FINDINGS } from '../../../src/words/en/findings.ts';

/** The header fields of one segment; what is left out is that of an ordinary one. */
export interface Fields {
  flags: number;
  sequence: number;
  acknowledgment?: number;
  payload?: string;
  window?: number;
  urgentPointer?: number;
  mss?: number;
  windowScale?: number;
  timestamps?: readonly [number, number];
  checksum?: number;
  clientPort?: number;
  /** Seconds since the segment before. */
  after?: number;
  optionsMalformed?: boolean;
  /** Of the IP header; by default a new one for each segment. */
  identification?: number;
}

const CLIENT = 0x0a000001;
const SERVER = 0x0a000002;
/** Octets of a TCP header without options. */
const HEADER = 20;

/** Two hosts that say what they are told to; what is found in it. */
export class Conversation {
  readonly findings: FindingRecord[] = [];
  readonly connections: number[] = [];
  readonly #packet = new Packet();
  readonly #tracker: ConnectionTracker;
  #time = 0;
  #frame = 0;

  constructor() {
    this.#tracker = new ConnectionTracker(this.#packet, TRACKER_DEFAULTS, {
      connection: (connection: Connection) => {
        this.findings.push(...findingsOf(connection, ENGLISH_FINDINGS));
        const { infoFindings, warningFindings, errorFindings } = connection.row;
        this.connections.push(infoFindings + warningFindings + errorFindings);
      },
    });
  }

  fromClient(fields: Fields): this {
    return this.#take(true, fields);
  }

  fromServer(fields: Fields): this {
    return this.#take(false, fields);
  }

  /** What was found, as `severity kind endpoint frames`. */
  end(): string[] {
    this.#tracker.finish();
    return this.findings.map(({ severity, kind, endpoint, frames }) =>
      `${severity} ${kind} ${endpoint} ${frames.join(',')}`.trim(),
    );
  }

  #take(isFromClient: boolean, fields: Fields): this {
    const packet = this.#packet;
    const clientPort = fields.clientPort ?? 40_000;
    const payload = Buffer.from(fields.payload ?? '');
    const octets = Buffer.concat([Buffer.alloc(HEADER), payload]);
    packet.attach(octets, new DataView(octets.buffer, octets.byteOffset, octets.length));
    packet.ipVersion = 4;
    packet.source0 = isFromClient ? CLIENT : SERVER;
    packet.destination0 = isFromClient ? SERVER : CLIENT;
    packet.sourcePort = isFromClient ? clientPort : 80;
    packet.destinationPort = isFromClient ? 80 : clientPort;
    packet.sequence = fields.sequence | 0;
    packet.acknowledgment = (fields.acknowledgment ?? 0) | 0;
    packet.flags = fields.flags;
    packet.payloadOffset = HEADER;
    packet.payloadLength = payload.length;
    packet.payloadCaptured = payload.length;
    packet.end = octets.length;
    packet.tcpHeaderLength = HEADER;
    packet.window = fields.window ?? 65_535;
    packet.urgentPointer = fields.urgentPointer ?? 0;
    packet.mss = fields.mss ?? -1;
    packet.windowScale = fields.windowScale ?? -1;
    packet.hasTimestamps = fields.timestamps !== undefined;
    packet.timestampValue = fields.timestamps?.[0] ?? 0;
    packet.timestampEcho = fields.timestamps?.[1] ?? 0;
    packet.ipIdentification = fields.identification ?? this.#frame + 1;
    packet.optionsMalformed = fields.optionsMalformed ?? false;
    packet.ipChecksum = VALID;
    // Its header of zeros has no sum of its own.
    packet.tcpChecksum = fields.checksum ?? UNVERIFIED;
    this.#time += Math.round((fields.after ?? 0.01) * 1e9);
    this.#frame++;
    this.#tracker.take(0, this.#frame, this.#time, 0, this.#time, 34 + octets.length);
    return this;
  }
}
