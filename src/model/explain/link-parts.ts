import { ETHER_TYPE } from '../../wire/protocol.ts';
import { protocolName } from '../../wire/registry.ts';
import type { LayerSpan } from '../../wire/trace.ts';
import { hexadecimal } from '../../wire/transport/tcp-options.ts';
import type { Part } from './explanation-record.ts';
import { hex, type Octets } from './octets.ts';

/** Makes the fields of a header out of its octets. */
export type DescribeFields = (octets: Octets, span: LayerSpan) => Part[];

const SMALLEST_TYPE = 1536;
const GROUP_BIT = 1;

/** `02:00:00:00:00:01` */
function hardwareAddress(view: DataView, at: number, length: number): string {
  return (hexadecimal(view, at, at + length).match(/../g) ?? []).join(':');
}

function typeField(octets: Octets, at: number): Part[] {
  return octets.field(at, 2, 'type', (view) => {
    const type = view.getUint16(at);
    if (type < SMALLEST_TYPE) return { value: `${type}`, meaning: octets.words.network.length };
    return {
      value: hex(type, 4),
      meaning: octets.words.network.etherType(protocolName(ETHER_TYPE | type)),
    };
  });
}

const ethernet: DescribeFields = (octets, { start }) => [
  ...octets.field(start, 6, 'destination', (view) => ({
    value: hardwareAddress(view, start, 6),
    meaning: octets.words.network.hardwareDestination((view.getUint8(start) & GROUP_BIT) !== 0),
  })),
  ...octets.field(start + 6, 6, 'source', (view) => ({
    value: hardwareAddress(view, start + 6, 6),
    meaning: octets.words.network.hardwareSource,
  })),
  ...typeField(octets, start + 12),
];

const vlan: DescribeFields = (octets, { start }) => [
  ...octets.field(start, 2, 'tag', () => ({
    children: [
      octets.bitField(start, 16, [0, 3], 'priority', () => ({
        meaning: octets.words.network.priority,
      })),
      octets.bitField(start, 16, [3, 1], 'drop eligible', (value) => ({
        meaning: octets.words.network.dropEligible(value === 1),
      })),
      octets.bitField(start, 16, [4, 12], 'VLAN', () => ({ meaning: octets.words.network.vlanId })),
    ],
  })),
  ...typeField(octets, start + 2),
];

const linuxCooked: DescribeFields = (octets, { start }) => [
  ...octets.field(start, 2, 'packet type', (view) => {
    const type = view.getUint16(start);
    return { value: `${type}`, meaning: octets.words.network.packetType(type) };
  }),
  ...octets.field(start + 2, 2, 'device type', (view) => ({
    value: `${view.getUint16(start + 2)}`,
  })),
  ...octets.field(start + 4, 2, 'address length', (view) => ({
    value: `${view.getUint16(start + 4)}`,
  })),
  ...octets.field(start + 6, 8, 'source', (view) => ({
    value: hardwareAddress(view, start + 6, Math.min(8, view.getUint16(start + 4))),
    meaning: octets.words.network.hardwareSource,
  })),
  ...typeField(octets, start + 14),
];

const udp: DescribeFields = (octets, { start }) => [
  ...port(octets, start, 'source port'),
  ...port(octets, start + 2, 'destination port'),
  ...octets.field(start + 4, 2, 'length', (view) => ({
    value: `${view.getUint16(start + 4)}`,
    meaning: octets.words.network.udpLength,
  })),
  ...octets.field(start + 6, 2, 'checksum', (view) => ({
    value: hex(view.getUint16(start + 6), 4),
    meaning: octets.words.network.udpChecksum,
  })),
];

function port(octets: Octets, at: number, name: string): Part[] {
  return octets.field(at, 2, name, (view) => ({
    value: `${view.getUint16(at)}`,
    meaning: octets.words.network.port,
  }));
}

/** A header of which only its place is told. */
export const passedOver: DescribeFields = (octets, { start, end, limit, isRead }) => {
  const length = (isRead ? end : limit) - start;
  const meaning = isRead ? octets.words.network.otherHeader : octets.words.network.unread;
  return [octets.part(start, length, 'octets', { meaning }, MOST_SHOWN)];
};
const MOST_SHOWN = 32;

export const LINK_FIELDS: Readonly<Record<string, DescribeFields>> = {
  ethernet,
  vlan,
  'linux-cooked': linuxCooked,
  udp,
};
