import { expect, test } from 'vitest';
import { reasonName } from '../../../src/wire/outcome.ts';
import { concat, decode, ethernet, hex, ipv4, ipv6, outcomeOf, tcp, tcp6 } from '../octets.ts';

const quoted4 = ipv4(tcp({ sourcePort: 1234, destinationPort: 443, sequence: 77 }));
const quoted6 = ipv6(tcp6({ sourcePort: 1234, destinationPort: 443, sequence: 77 }));
const icmp = (header: string, quoted: Uint8Array) =>
  ethernet(ipv4(concat(hex(header), quoted), { protocol: 1 }));
const icmpv6 = (header: string, quoted: Uint8Array) =>
  ethernet(ipv6(concat(hex(header), quoted), 58), 0x86dd);

test.each([
  [
    'port unreachable',
    icmp('0303 0000 00000000', quoted4),
    { icmpType: 3, icmpCode: 3, icmpMtu: 0 },
  ],
  [
    'fragmentation needed',
    icmp('0304 0000 00000578', quoted4),
    { icmpType: 3, icmpCode: 4, icmpMtu: 1400 },
  ],
  ['time exceeded', icmp('0b00 0000 00110000', quoted4), { icmpType: 11, icmpCode: 0, icmpMtu: 0 }],
  [
    'only eight octets of TCP',
    icmp('0303 0000 00000000', quoted4.subarray(0, 28)),
    { icmpType: 3 },
  ],
  [
    'packet too big',
    icmpv6('0200 0000 00000500', quoted6),
    { icmpType: 2, icmpCode: 0, icmpMtu: 1280 },
  ],
  ['no route', icmpv6('0100 0000 00000000', quoted6), { icmpType: 1, icmpCode: 0, icmpMtu: 0 }],
])('%s', (_name, frame, fields) => {
  const packet = decode(frame);
  expect(outcomeOf(packet)).toBe('icmp-error');
  expect(packet).toMatchObject({ ...fields, sourcePort: 1234, destinationPort: 443, sequence: 77 });
});

test.each([
  ['icmp', icmp('0800 0000 00010001', quoted4)],
  ['icmp', icmp('0303 0000 00000000', quoted4.subarray(0, 27))],
  ['icmp', icmp('0303 0000 00000000', ipv4(tcp(), { protocol: 17 }))],
  ['icmpv6', icmpv6('8000 0000 00010001', quoted6)],
  ['malformed-icmp-header', ethernet(ipv4(hex('030300'), { protocol: 1 }))],
])('%s', (reason, frame) => {
  expect(reasonName(decode(frame).outcome)).toBe(reason);
});
