import { describe, expect, it } from 'vitest';
import { RecordingClock } from '../../src/model/recording-clock.ts';
import { compileDisplayFilter } from '../../src/select/display/index.ts';
import { Pages } from '../../src/tcp/memory.ts';
import { RowPool } from '../../src/tcp/rows/row-pool.ts';
import { Segment } from '../../src/tcp/segment.ts';
import { concat, decode, ethernet, hex, ipv4, tcp } from '../wire/octets.ts';

/** Ethernet, two VLAN tags, IPv4 10.9.9.1 -> 10.9.9.2, GRE, Ethernet, IPv4, TCP. */
const inner = concat(hex('02aa00000001 02aa00000002 0800'), ipv4(tcp()));
const outer = hex('4500 0000 0001 0000 40 2f 0000 0a090901 0a090902');
const gre = hex('0000 6558');
new DataView(outer.buffer, outer.byteOffset).setUint16(2, outer.length + gre.length + inner.length);
const tags = hex('0064 8100 c0c8 0800');
const tunnelled = decode(ethernet(concat(tags, outer, gre, inner), 0x88a8));
const plain = decode(ipv4(tcp()), { linkType: 101 });

const rows = new RowPool(new Pages());

function selects(packet: typeof plain, expression: string): boolean {
  return compileDisplayFilter(expression)(new Segment(packet, rows), new RecordingClock());
}

describe('a field of several headers has a value in each', () => {
  it.each([
    ['ip.addr == 10.9.9.1', true],
    ['ip.src == 10.9.9.0/24', true],
    ['ip.src == 10.9.9.2', false],
    ['ip.proto == 47', true],
    ['ip.proto == 6', true],
    ['ip.proto === 6', false],
    ['ip.proto != 47', false],
    ['ip.proto !== 47', true],
    ['ip.proto in {1, 47}', true],
    ['ip.proto > 47', false],
    ['ipv6', false],
    ['vlan.id == 100', true],
    ['vlan.id == 200', true],
    ['vlan.id == 300', false],
    ['vlan.priority == 6', true],
    ['vlan.etype == 0x8100', true],
    ['eth.type == 0x88a8', true],
    ['eth.type == 0x0800', true],
    ['eth.type == 0x8100', false],
    ['eth.dst == 02:00:00:00:00:02', true],
    ['eth.src == 02aa.0000.0002', true],
    ['eth.addr == 02-AA-00-00-00-01', true],
    ['eth.addr != 02:aa:00:00:00:01', false],
    ['eth.addr != 02:aa:00:00:00:07', true],
    ['eth', true],
  ])('%s: %s', (expression, want) => {
    expect(selects(tunnelled, expression)).toBe(want);
  });

  it.each([
    'eth',
    'eth.src == 02:00:00:00:00:01',
    'eth.src != 02:00:00:00:00:01',
    'vlan.id',
    'vlan',
  ])('and without such a header no condition holds: %s', (expression) => {
    expect(selects(plain, expression)).toBe(false);
  });

  it('an Ethernet address is refused unless it is one', () => {
    for (const address of ['02:00:00:00:00', '02:00:00:00:00:0g', '5']) {
      expect(() => compileDisplayFilter(`eth.src == ${address}`)).toThrow(/Ethernet address/);
    }
  });
});
