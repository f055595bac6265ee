import { retransmissionOf } from '../model/describe-segment.ts';
import type { RecordingClock } from '../model/recording-clock.ts';
import { timestampText } from '../model/time-text.ts';
import { CLIENT_IS_HIGH } from '../tcp/rows/connection-row.ts';
import type { Segment } from '../tcp/segment.ts';
import { expectedTcpChecksum } from '../wire/checksum.ts';
import { expectedIpv4Checksum } from '../wire/network/ipv4.ts';
import { ACK, INVALID, PARTIAL, type Packet } from '../wire/packet.ts';
import { writeDestination, writeSource } from './address-writer.ts';
import { FragmentTable } from './fragment-table.ts';
import { fragment, type OctetBlock, OctetText } from './octet-text.ts';
import { writeOptions } from './option-writer.ts';
import {
  analysisText,
  checksumsKey,
  checksumsText,
  flagsKey,
  flagsText,
  statesKey,
  statesText,
} from './segment-tables.ts';

/** More than any line takes: 40 options of one octet make a kilobyte, and so do all analysis flags. */
const LINE_OCTETS = 8_192;

/** Offsets of the sums in their headers. */
const IP_SUM = 10;
const TCP_SUM = 16;

const NULL = fragment('null');
const ELAPSED = fragment('Z","elapsedSeconds":');
const CONNECTION_ELAPSED = fragment(',"connectionElapsedSeconds":');
const DELTA = fragment(',"deltaSeconds":');
const CONNECTION = fragment(',"connection":');
const FROM_CLIENT = fragment(',"from":"client","source":{"address":"');
const FROM_SERVER = fragment(',"from":"server","source":{"address":"');
const PORT = fragment('","port":');
const DESTINATION = fragment('},"destination":{"address":"');
const SEQUENCE = fragment('},"sequence":');
const ACKNOWLEDGMENT = fragment(',"acknowledgment":');
const RELATIVE_SEQUENCE = fragment(',"relativeSequence":');
const RELATIVE_ACKNOWLEDGMENT = fragment(',"relativeAcknowledgment":');
const SCALED_WINDOW = fragment(',"scaledWindow":');
const URGENT_POINTER = fragment(',"urgentPointer":');
const PAYLOAD_LENGTH = fragment(',"payloadLength":');
const OPTIONS = fragment(',"options":');
const SUMS_NOT_TOLD = fragment(
  ',"ipFound":null,"ipExpected":null,"tcpFound":null,"tcpExpected":null}',
);
const IP_FOUND = fragment(',"ipFound":');
const IP_EXPECTED = fragment(',"ipExpected":');
const TCP_FOUND = fragment(',"tcpFound":');
const TCP_EXPECTED = fragment(',"tcpExpected":');
const SUMS_END = fragment('}');
const NO_DUPLICATE = fragment('null,"duplicateAckFrame":null,"acknowledgesFrame":');
const DUPLICATE_FRAME = fragment(',"duplicateAckFrame":');
const ACKNOWLEDGES = fragment(',"acknowledgesFrame":');
const ACK_RTT = fragment(',"ackRttSeconds":');
const INITIAL_RTT = fragment(',"initialRttSeconds":');
const RETRANSMISSION = fragment(',"retransmission":');
const BYTES_IN_FLIGHT = fragment(',"bytesInFlight":');

/**
 * Writes segments as lines of NDJSON, octet for octet what `JSON.stringify(describeSegment(...))`
 * gives, without a record in between. What keeps its place in every line is copied from fragments
 * made beforehand; what a table can hold (flags, analysis, states) is made when it first comes.
 */
export class SegmentWriter {
  readonly #block: OctetBlock;
  readonly #text: OctetText;
  readonly #clock: RecordingClock;
  readonly #flags = new FragmentTable(flagsText);
  readonly #checksums = new FragmentTable(checksumsText);
  readonly #analysis = new FragmentTable(analysisText);
  readonly #states = new FragmentTable(statesText);
  #capture = -1;
  #captureText = fragment('');
  #second = Number.NaN;
  #secondText = fragment('');

  constructor(block: OctetBlock, clock: RecordingClock) {
    this.#block = block;
    this.#text = new OctetText(block.view);
    this.#clock = clock;
  }

  write(segment: Segment): void {
    const block = this.#block;
    const text = this.#text;
    block.makeRoom(LINE_OCTETS);
    text.at = block.at;
    this.#when(segment);
    this.#who(segment);
    this.#header(segment);
    this.#checksumsOf(segment.packet);
    this.#findings(segment);
    block.at = text.at;
    block.wrote();
  }

  #when(segment: Segment): void {
    const text = this.#text;
    if (segment.capture !== this.#capture) {
      this.#capture = segment.capture;
      this.#captureText = fragment(`{"type":"segment","capture":${segment.capture},"frame":`);
    }
    if (segment.seconds !== this.#second) {
      this.#second = segment.seconds;
      const whole = timestampText(segment.seconds, 0).slice(0, -'000000000Z'.length);
      this.#secondText = fragment(`,"timestamp":"${whole}`);
    }
    text.put(this.#captureText);
    text.integer(segment.frame);
    text.put(this.#secondText);
    text.nineDigits(segment.nanoseconds);
    text.put(ELAPSED);
    text.seconds(this.#clock.sinceStart(segment.time));
    text.put(CONNECTION_ELAPSED);
    text.seconds(segment.connectionElapsed);
    text.put(DELTA);
    if (segment.isFirst) text.put(NULL);
    else text.seconds(segment.delta);
  }

  #who({ connectionId, senderSide, connection, packet }: Segment): void {
    const text = this.#text;
    text.put(CONNECTION);
    text.integer(connectionId);
    const clientIsHigh = (connection.marks & CLIENT_IS_HIGH) !== 0;
    text.put((senderSide === 1) === clientIsHigh ? FROM_CLIENT : FROM_SERVER);
    writeSource(text, packet);
    text.put(PORT);
    text.integer(packet.sourcePort);
    text.put(DESTINATION);
    writeDestination(text, packet);
    text.put(PORT);
    text.integer(packet.destinationPort);
    text.put(SEQUENCE);
  }

  #header({ packet, relativeSequence, relativeAcknowledgment, scaledWindow }: Segment): void {
    const text = this.#text;
    text.integer(packet.sequence >>> 0);
    text.put(ACKNOWLEDGMENT);
    text.integer(packet.acknowledgment >>> 0);
    text.put(RELATIVE_SEQUENCE);
    text.integer(relativeSequence);
    text.put(RELATIVE_ACKNOWLEDGMENT);
    if ((packet.flags & ACK) === 0) text.put(NULL);
    else text.integer(relativeAcknowledgment);
    text.put(this.#flags.of(flagsKey(packet.flags, packet.tcpHeaderLength)));
    text.integer(packet.window);
    text.put(SCALED_WINDOW);
    if (scaledWindow < 0) text.put(NULL);
    else text.integer(scaledWindow);
    text.put(URGENT_POINTER);
    text.integer(packet.urgentPointer);
    text.put(PAYLOAD_LENGTH);
    text.integer(packet.payloadLength);
    text.put(OPTIONS);
    writeOptions(text, packet);
  }

  #checksumsOf(packet: Packet): void {
    const text = this.#text;
    text.put(this.#checksums.of(checksumsKey(packet.ipChecksum, packet.tcpChecksum)));
    const tellsIp = packet.ipChecksum === INVALID;
    const tellsTcp = packet.tcpChecksum === INVALID || packet.tcpChecksum === PARTIAL;
    if (!tellsIp && !tellsTcp) {
      text.put(SUMS_NOT_TOLD);
      return;
    }
    const { view } = packet;
    text.put(IP_FOUND);
    this.#sum(tellsIp, tellsIp ? view.getUint16(packet.ipOffset + IP_SUM) : 0);
    text.put(IP_EXPECTED);
    this.#sum(tellsIp, tellsIp ? expectedIpv4Checksum(packet) : 0);
    text.put(TCP_FOUND);
    this.#sum(tellsTcp, tellsTcp ? view.getUint16(packet.tcpOffset + TCP_SUM) : 0);
    text.put(TCP_EXPECTED);
    this.#sum(tellsTcp, tellsTcp ? expectedTcpChecksum(packet) : 0);
    text.put(SUMS_END);
  }

  #findings(segment: Segment): void {
    const text = this.#text;
    text.put(this.#analysis.of(segment.analysis));
    if (segment.duplicateAckNumber === 0 && segment.duplicateAckFrame === 0) {
      text.put(NO_DUPLICATE);
    } else {
      text.integerOrNull(segment.duplicateAckNumber);
      text.put(DUPLICATE_FRAME);
      text.integerOrNull(segment.duplicateAckFrame);
      text.put(ACKNOWLEDGES);
    }
    text.integerOrNull(segment.acknowledgesFrame);
    text.put(ACK_RTT);
    this.#secondsOrNull(segment.ackRtt);
    text.put(INITIAL_RTT);
    this.#secondsOrNull(segment.initialRtt);
    text.put(BYTES_IN_FLIGHT);
    text.integerOrNull(segment.bytesInFlight);
    text.put(RETRANSMISSION);
    if (segment.verdictKind === 0) text.put(NULL);
    else text.put(fragment(JSON.stringify(retransmissionOf(segment))));
    const clientIsHigh = (segment.connection.marks & CLIENT_IS_HIGH) !== 0;
    const client = clientIsHigh ? segment.highState : segment.lowState;
    const server = clientIsHigh ? segment.lowState : segment.highState;
    text.put(this.#states.of(statesKey(client, server)));
  }

  #sum(isTold: boolean, sum: number): void {
    if (isTold) this.#text.integer(sum);
    else this.#text.put(NULL);
  }

  #secondsOrNull(nanoseconds: number): void {
    if (nanoseconds === 0) this.#text.put(NULL);
    else this.#text.seconds(nanoseconds);
  }
}
