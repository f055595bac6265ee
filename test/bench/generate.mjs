// Captures for the benchmark: conversations over IPv4 with a handshake, requests and responses, and a
// close, many at a time. The same shape gives the same octets.
import { closeSync, openSync, writeSync } from 'node:fs';

const SYN = 2;
const ACK = 16;
const PSH_ACK = 24;
const FIN_ACK = 17;
const REQUEST = 200;
const RESPONSE = 1448;
const HEADERS = 14 + 20 + 20;
const RECORD_HEADER = 16;
const BLOCK = 1 << 22;

/** Writes them to `path`; returns the number of frames. */
export function writeConversations(path, { connections, concurrent, exchanges, burst }) {
  const output = new Output(path);
  let random = 1;
  let opened = 0;
  const open = [];
  while (opened < connections || open.length > 0) {
    if (opened < connections && open.length < concurrent) {
      open.push(conversation(output, opened++, exchanges, burst));
      if (open.length < concurrent && opened < connections) open.at(-1).next();
    } else {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const at = (random >>> 8) % open.length;
      if (open[at].next().done) {
        open[at] = open.at(-1);
        open.pop();
      }
    }
  }
  return output.close();
}

/** One conversation, a frame at each step. */
function* conversation(output, number, exchanges, burst) {
  const port = 10_000 + (number % 50_000);
  const client = 0x0a00_0000 + Math.floor(number / 50_000) + 1;
  let sent = (number * 7_919) >>> 0;
  let received = (number * 104_729) >>> 0;
  const up = (flags, octets) =>
    output.frame(client, 0x0a80_0001, port, 443, sent, received, flags, octets);
  const down = (flags, octets) =>
    output.frame(0x0a80_0001, client, 443, port, received, sent, flags, octets);
  yield output.frame(client, 0x0a80_0001, port, 443, sent++, 0, SYN, 0);
  yield down(SYN | ACK, 0);
  received++;
  yield up(ACK, 0);
  for (let exchange = 0; exchange < exchanges; exchange++) {
    yield up(PSH_ACK, REQUEST);
    sent += REQUEST;
    for (let segment = 0; segment < burst; segment++) {
      yield down(PSH_ACK, RESPONSE);
      received += RESPONSE;
    }
    yield up(ACK, 0);
  }
  yield up(FIN_ACK, 0);
  sent++;
  yield down(FIN_ACK, 0);
  received++;
  yield up(ACK, 0);
}

class Output {
  #descriptor;
  #block = Buffer.alloc(BLOCK);
  #at = 24;
  #frames = 0;

  constructor(path) {
    this.#descriptor = openSync(path, 'w');
    // A classic pcap header: magic number, version 2.4, snap length, Ethernet.
    for (const [offset, word] of [
      [0, 0xa1b2_c3d4],
      [4, 0x0004_0002],
      [16, 0x4_0000],
      [20, 1],
    ]) {
      this.#block.writeUInt32LE(word, offset);
    }
  }

  frame(source, destination, sourcePort, destinationPort, sequence, acknowledgment, flags, octets) {
    const length = HEADERS + octets;
    if (this.#at + RECORD_HEADER + length > BLOCK) this.#flush();
    const block = this.#block;
    const record = this.#at;
    const microseconds = this.#frames++ * 5;
    block.writeUInt32LE(1_700_000_000 + Math.floor(microseconds / 1e6), record);
    block.writeUInt32LE(microseconds % 1e6, record + 4);
    block.writeUInt32LE(length, record + 8);
    block.writeUInt32LE(length, record + 12);
    const ip = record + RECORD_HEADER + 14;
    block.fill(2, ip - 14, ip - 2);
    block.writeUInt16BE(0x0800, ip - 2);
    block.writeUInt32BE(0x4500_0000 + length - 14, ip);
    block.writeUInt32BE(0x0000_4000, ip + 4);
    block.writeUInt32BE(0x4006_0000, ip + 8);
    block.writeUInt32BE(source, ip + 12);
    block.writeUInt32BE(destination, ip + 16);
    block.writeUInt16BE(~sum(block, ip, ip + 20, 0) & 0xffff, ip + 10);
    const tcp = ip + 20;
    block.writeUInt16BE(sourcePort, tcp);
    block.writeUInt16BE(destinationPort, tcp + 2);
    block.writeUInt32BE(sequence >>> 0, tcp + 4);
    block.writeUInt32BE(acknowledgment >>> 0, tcp + 8);
    block.writeUInt32BE(0x5000_0000 + flags * 0x1_0000 + 0x8000, tcp + 12);
    block.writeUInt32BE(0, tcp + 16);
    block.fill(0x61, tcp + 20, tcp + 20 + octets);
    const pseudo = sum(block, ip + 12, ip + 20, 6 + 20 + octets);
    block.writeUInt16BE(~sum(block, tcp, tcp + 20 + octets, pseudo) & 0xffff, tcp + 16);
    this.#at = tcp + 20 + octets;
  }

  close() {
    this.#flush();
    closeSync(this.#descriptor);
    return this.#frames;
  }

  #flush() {
    writeSync(this.#descriptor, this.#block, 0, this.#at);
    this.#at = 0;
  }
}

/** The folded sum of 16-bit words (RFC 1071). */
function sum(block, from, to, before) {
  let total = before;
  for (let at = from; at < to; at += 2) total += block.readUInt16BE(at);
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x1_0000);
  return total;
}
