import { expect, test } from 'vitest';
import { decode, hex, ipv4, outcomeOf, type TcpFields, tcp, text } from '../octets.ts';

const decodeSegment = (fields: TcpFields) => decode(ipv4(tcp(fields)), { linkType: 101 });

test('the fixed header', () => {
  const packet = decodeSegment({
    sourcePort: 65535,
    destinationPort: 1,
    sequence: 0xfffffff0,
    acknowledgment: 0x80000001,
    flags: 0xfff,
    window: 0xabcd,
    urgentPointer: 0x1234,
    payload: text('xyz'),
  });
  expect(outcomeOf(packet)).toBe('segment');
  expect([packet.sourcePort, packet.destinationPort]).toEqual([65535, 1]);
  expect([packet.sequence, packet.acknowledgment]).toEqual([-16, -0x7fffffff]);
  expect([packet.flags, packet.window, packet.urgentPointer]).toEqual([0xfff, 0xabcd, 0x1234]);
  expect([packet.tcpHeaderLength, packet.payloadLength, packet.payloadCaptured]).toEqual([
    20, 3, 3,
  ]);
  expect(packet.bytes[packet.payloadOffset]).toBe(0x78);
});

test.each([0, 1, 2, 3, 4])('a data offset of %i is malformed', (dataOffset) => {
  expect(outcomeOf(decodeSegment({ dataOffset }))).toBe('malformed-tcp-header');
});

test('a datagram that ends within the options is a segment of unknown length', () => {
  const packet = decodeSegment({ dataOffset: 10, options: hex('020405b4') });
  expect(outcomeOf(packet)).toBe('segment');
  expect([packet.payloadLength, packet.isPayloadLengthKnown]).toEqual([0, false]);
  expect([packet.mss, packet.optionsSnapped]).toEqual([1460, true]);
});

test('a datagram that ends within the fixed header is malformed', () => {
  for (let octets = 0; octets < 20; octets++) {
    expect(outcomeOf(decode(ipv4(tcp().subarray(0, octets)), { linkType: 101 }))).toBe(
      'malformed-tcp-header',
    );
  }
});
