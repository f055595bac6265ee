import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedTcpChecksum } from '../../src/wire/checksum.ts';
import { INVALID, Packet, UNVERIFIED, VALID } from '../../src/wire/packet.ts';
import { partialPayloadSum, payloadSum } from '../../src/wire/payload-sum.ts';

const IP = 20;

/** A packet with the TCP header and payload behind room for an IP header, and a checksum that holds. */
function packetOf(header: Uint8Array, payload: Uint8Array, version: 4 | 6): Packet {
  const octets = new Uint8Array(IP + header.length + payload.length);
  octets.set(header, IP);
  octets.set(payload, IP + header.length);
  const view = new DataView(octets.buffer);
  const packet = new Packet();
  packet.attach(octets, view);
  packet.ipVersion = version;
  packet.source0 = 0xc0000201 | 0;
  packet.destination0 = 0xc0000202 | 0;
  if (version === 6) packet.source3 = 77;
  packet.tcpOffset = IP;
  packet.tcpHeaderLength = header.length;
  packet.payloadOffset = IP + header.length;
  packet.payloadLength = payload.length;
  packet.end = octets.length;
  packet.wireEnd = octets.length;
  view.setUint16(IP + 16, expectedTcpChecksum(packet));
  packet.tcpChecksum = VALID;
  return packet;
}

const header = fc
  .constantFrom(20, 24, 32, 60)
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
const payload = fc.uint8Array({ minLength: 1, maxLength: 200 });

describe('the sum of a payload', () => {
  test('is what the headers leave of a checksum that holds', () => {
    fc.assert(
      fc.property(header, payload, fc.constantFrom(4 as const, 6 as const), (h, p, version) => {
        const packet = packetOf(h, p, version);
        const byHeaders = payloadSum(packet);
        packet.tcpChecksum = UNVERIFIED;
        expect(payloadSum(packet)).toBe(byHeaders);
        expect(partialPayloadSum(packet, 0, p.length)).toBe(byHeaders);
      }),
    );
  });

  test('is not known where octets are missing', () => {
    const packet = packetOf(new Uint8Array(20), new Uint8Array([1, 2, 3]), 4);
    expect(payloadSum(packet)).toBe((0x0102 + 0x0300) % 0xffff);
    packet.tcpChecksum = INVALID;
    expect(payloadSum(packet)).toBe(0x0402);
    packet.end--;
    expect(payloadSum(packet)).toBe(-1);
    expect(partialPayloadSum(packet, 0, 2)).toBe(-1);
  });
});
