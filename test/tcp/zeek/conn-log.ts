import { zeekRecordOf } from '../../../src/model/zeek.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { INVALID, PARTIAL, Packet, UNVERIFIED } from '../../../src/wire/packet.ts';
import { fill } from '../story.ts';

export type ConnLogRecord = ReturnType<typeof zeekRecordOf>;

interface Ports {
  readonly client: number;
  readonly server: number;
}

/** Ports that say nothing about who is the server. */
const SILENT_PORTS: Ports = { client: 40_000, server: 4242 };

const IP_AND_TCP_HEADERS = 40;
/** All payload is zeros. */
const OCTETS = new Uint8Array(0x1_0000);

/**
 * Tells a story in packetdrill's shorthand (see `story`) and returns what Zeek would log of it.
 * Behind a `#` a line may say what is odd about its segment: `bad-ip`, `partial` (checksum),
 * `offloaded` (total length 0), `short-frame`, `short-header`, `snapped`, `unverified`.
 */
export function connLog(text: string, ports: Ports = SILENT_PORTS): ConnLogRecord[] {
  const packet = new Packet();
  packet.attach(OCTETS, new DataView(OCTETS.buffer));
  const records: ConnLogRecord[] = [];
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    connection(connection) {
      records.push(zeekRecordOf(connection));
    },
  });
  let time = 0;
  let frame = 0;
  for (const line of text.split('\n')) {
    const [told = '', oddity = ''] = line.split('#').map((part) => part.trim());
    if (told === '') continue;
    time += fill(packet, told);
    usePorts(packet, ports);
    completePacket(packet, oddity);
    tracker.take(0, ++frame, time, 0, time, 14 + packet.ipTotalLength);
  }
  tracker.finish();
  return records;
}

/** The one record of a story with one connection. */
export function logOf(text: string, ports: Ports = SILENT_PORTS): ConnLogRecord {
  const [record, ...others] = connLog(text, ports);
  if (record === undefined || others.length > 0) throw new Error('not one connection');
  return record;
}

/** `SF ShADadFf`: the state and the history, which say most. */
export function summary(text: string, ports: Ports = SILENT_PORTS): string {
  const { connState, history } = logOf(text, ports);
  return `${connState} ${history ?? '-'}`;
}

function usePorts(packet: Packet, ports: Ports): void {
  const fromClient = packet.sourcePort > packet.destinationPort;
  packet.sourcePort = fromClient ? ports.client : ports.server;
  packet.destinationPort = fromClient ? ports.server : ports.client;
}

/** Fills in what stories leave open: lengths and offsets, and a story's oddities. */
function completePacket(packet: Packet, oddity: string): void {
  const length = IP_AND_TCP_HEADERS + packet.payloadLength;
  packet.ipOffset = 0;
  packet.ipTotalLength = oddity === 'offloaded' ? 0 : length;
  packet.wireEnd = oddity === 'short-frame' ? length - 1 : length;
  packet.end = packet.wireEnd;
  packet.payloadOffset = IP_AND_TCP_HEADERS;
  packet.ipChecksum = oddity === 'bad-ip' ? INVALID : 0;
  packet.isPayloadLengthKnown = oddity !== 'short-header';
  if (oddity === 'partial') packet.tcpChecksum = PARTIAL;
  if (oddity === 'unverified') packet.tcpChecksum = UNVERIFIED;
  if (oddity === 'snapped') {
    packet.tcpChecksum = UNVERIFIED;
    packet.end = IP_AND_TCP_HEADERS;
    packet.payloadCaptured = 0;
  }
}
