import { teardownKind } from '../../src/model/kinds.ts';
import type { Connection } from '../../src/tcp/connection.ts';
import { clientOf, serverOf } from '../../src/tcp/connection.ts';
import * as journalWords from '../../src/tcp/journal.ts';
import type { Segment } from '../../src/tcp/segment.ts';
import { STATES } from '../../src/tcp/state-names.ts';
import { EVENTS } from '../../src/tcp/states.ts';
import type { TrackerOptions } from '../../src/tcp/tracker.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import { ACK, FIN, INVALID, Packet, PSH, RST, SYN, URG } from '../../src/wire/packet.ts';

const CLIENT = { address: 0x0a000001, port: 40_000 };
const SERVER = { address: 0x0a000002, port: 80 };
/** Sequence numbers in stories are relative to these. */
const CLIENT_ISS = 1_000_000;
const SERVER_ISS = -5_000;

const FLAG_LETTERS: Record<string, number> = { S: SYN, F: FIN, R: RST, P: PSH, '.': ACK, U: URG };

export interface Line {
  /** The line of the story. */
  text: string;
  states: string;
  discarded: boolean;
}

export interface Told {
  /** After each segment, the states of client and server as known then. */
  lines: Line[];
  connections: ToldConnection[];
}

export interface ToldConnection {
  ended: string;
  teardown: string;
  client: string;
  server: string;
  /** `client: CLOSED > SYN-SENT (snd SYN)` with `?` where it is only inferred. */
  transitions: string[];
}

/**
 * Tells a story in packetdrill's shorthand, one segment a line:
 *
 *     > S 0:0(0) win 65535          client sends; flags, from:to(payload octets)
 *     < S. 0:0(0) ack 1 win 65535   server sends
 *     +2.5 > . 1:1(0) ack 1         2.5 seconds later (else 10 ms)
 *
 * `bad` at the end gives a segment an invalid checksum, `ts A/B` timestamps.
 */
export function story(text: string, options: Partial<TrackerOptions> = {}): Told {
  const packet = new Packet();
  const told: Told = { lines: [], connections: [] };
  let current = '';
  const tracker = new ConnectionTracker(
    packet,
    { ...TRACKER_DEFAULTS, ...options },
    {
      segment(segment: Segment) {
        const low = STATES[segment.lowState];
        const high = STATES[segment.highState];
        told.lines.push({ text: current, states: `${low} ${high}`, discarded: segment.discarded });
      },
      connection(connection: Connection) {
        told.connections.push(tell(connection));
      },
    },
  );
  let time = 0;
  let frame = 0;
  for (const raw of text.split('\n')) {
    current = raw.trim();
    if (current === '') continue;
    time += fill(packet, current);
    frame++;
    tracker.take(0, frame, time, 0, time, 54 + packet.payloadLength);
  }
  tracker.finish();
  return told;
}

const LINE =
  /^(?:(?<wait>[+-][\d.]+) )?(?<from>[<>]) (?<flags>[SFRP.U]+) (?<start>\d+):(?<end>\d+)\((?<octets>\d+)\)(?: ack (?<ack>\d+))?(?: win (?<window>\d+))?(?: ts (?<tsval>\d+)\/(?<tsecr>\d+))?(?<bad> bad)?$/;

/** Fills the packet from a line; returns the nanoseconds that passed before it. */
export function fill(packet: Packet, line: string): number {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) throw new Error(`not a line of a story: ${line}`);
  const fromClient = groups['from'] === '>';
  const source = fromClient ? CLIENT : SERVER;
  const destination = fromClient ? SERVER : CLIENT;
  packet.ipVersion = 4;
  packet.source0 = source.address;
  packet.destination0 = destination.address;
  packet.sourcePort = source.port;
  packet.destinationPort = destination.port;
  packet.sequence = (Number(groups['start']) + (fromClient ? CLIENT_ISS : SERVER_ISS)) | 0;
  packet.acknowledgment =
    groups['ack'] === undefined
      ? 0
      : (Number(groups['ack']) + (fromClient ? SERVER_ISS : CLIENT_ISS)) | 0;
  packet.flags = [...(groups['flags'] ?? '')].reduce(
    (bits, letter) => bits | (FLAG_LETTERS[letter] ?? 0),
    0,
  );
  packet.payloadLength = Number(groups['octets']);
  packet.payloadCaptured = packet.payloadLength;
  packet.tcpHeaderLength = 20;
  packet.window = Number(groups['window'] ?? 65_535);
  packet.hasTimestamps = groups['tsval'] !== undefined;
  packet.timestampValue = Number(groups['tsval'] ?? 0);
  packet.timestampEcho = Number(groups['tsecr'] ?? 0);
  packet.tcpChecksum = groups['bad'] === undefined ? 0 : INVALID;
  return Math.round(Number(groups['wait'] ?? 0.01) * 1e9);
}

function tell(connection: Connection): ToldConnection {
  const { journal, row } = connection;
  const client = clientOf(connection);
  const clientSide = client === connection.low ? 0 : 1;
  const transitions: string[] = [];
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--, entry = journal.next(entry)) {
    const word = journal.word(entry);
    if (journalWords.entryKind(word) !== journalWords.TRANSITION) continue;
    if ((word & journalWords.WITHDRAWN) !== 0) continue;
    const who = journalWords.entrySide(word) === clientSide ? 'client' : 'server';
    const from = STATES[journalWords.transitionFrom(word)];
    const to = STATES[journalWords.transitionTo(word)];
    const doubt = (word & journalWords.INFERRED) !== 0 ? '?' : '';
    const event = EVENTS[journalWords.transitionEvent(word)];
    transitions.push(`${journal.frame(entry)} ${who}: ${from} > ${to} (${event})${doubt}`);
  }
  return {
    ended: connection.ended,
    teardown: teardownKind(connection),
    client: STATES[client.state] ?? '',
    server: STATES[serverOf(connection).state] ?? '',
    transitions,
  };
}

/** The states one endpoint went through, in the order told. */
export function path(told: ToldConnection, who: 'client' | 'server'): string[] {
  return told.transitions
    .filter((line) => line.includes(` ${who}:`))
    .map((line) => / > (\S+) /.exec(line)?.[1] ?? '');
}
