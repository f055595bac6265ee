import { CHECKSUM_STATUS } from '../../wire/checksum-status.ts';
import type { Packet } from '../../wire/packet.ts';
import { IP_PROTOCOL } from '../../wire/protocol.ts';
import { protocolName } from '../../wire/registry.ts';
import { addressText } from '../address-text.ts';
import type { Part } from './explanation-record.ts';
import type { DescribeFields } from './link-parts.ts';
import { hex, type Octets } from './octets.ts';

const FIXED_HEADER = 20;

/** The fields of an IPv4 header (RFC 791, section 3.1); `packet` tells whether its sum holds. */
export function ipv4Fields(packet: Packet): DescribeFields {
  return (octets, { start: at }) => [
    ...octets.field(at, 1, 'version and header length', (view) => ({
      children: [
        octets.bitField(at, 8, [0, 4], 'version', (value) => ({
          meaning: octets.words.network.version(value),
        })),
        octets.bitField(at, 8, [4, 4], 'header length', (words) => ({
          meaning:
            words < 5
              ? octets.words.network.headerWordsWrong(words)
              : octets.words.network.headerWords(words),
        })),
      ],
      value: hex(view.getUint8(at), 2),
    })),
    ...serviceField(octets, at + 1),
    ...octets.field(at + 2, 2, 'total length', (view) => ({
      value: `${view.getUint16(at + 2)}`,
      meaning: octets.words.network.totalLength(view.getUint16(at + 2), headerLength(view, at)),
    })),
    ...octets.field(at + 4, 2, 'identification', (view) => ({
      value: hex(view.getUint16(at + 4), 4),
      meaning: octets.words.network.identification,
    })),
    ...octets.field(at + 6, 2, 'flags and fragment offset', (view) => ({
      value: hex(view.getUint16(at + 6), 4),
      children: [
        flag(octets, at + 6, 0, 'reserved', octets.words.network.reservedBit),
        flag(octets, at + 6, 1, 'don’t fragment', octets.words.network.dontFragment),
        flag(octets, at + 6, 2, 'more fragments', octets.words.network.moreFragments),
        octets.bitField(at + 6, 16, [3, 13], 'fragment offset', (units) => ({
          meaning: octets.words.network.fragmentOffset(units),
        })),
      ],
    })),
    ...octets.field(at + 8, 1, 'time to live', (view) => ({
      value: `${view.getUint8(at + 8)}`,
      meaning: octets.words.network.timeToLive,
    })),
    ...octets.field(at + 9, 1, 'protocol', (view) => ({
      value: `${view.getUint8(at + 9)}`,
      meaning: octets.words.network.protocol(protocolName(IP_PROTOCOL | view.getUint8(at + 9))),
    })),
    ...octets.field(at + 10, 2, 'header checksum', (view) => ({
      value: hex(view.getUint16(at + 10), 4),
      meaning:
        octets.words.network.ipChecksum[
          at === packet.ipOffset
            ? (CHECKSUM_STATUS[packet.ipChecksum] ?? 'unverified')
            : 'unverified'
        ],
    })),
    ...address4(octets, at + 12, 'source address', octets.words.network.ipSource),
    ...address4(octets, at + 16, 'destination address', octets.words.network.ipDestination),
    ...ipv4Options(octets, at),
  ];
}

function headerLength(view: DataView, at: number): number {
  return (view.getUint8(at) & 15) * 4;
}

function flag(
  octets: Octets,
  at: number,
  bit: number,
  name: string,
  say: (isSet: boolean) => string,
): Part {
  return octets.bitField(at, 16, [bit, 1], name, (value) => ({ meaning: say(value === 1) }));
}

function serviceField(octets: Octets, at: number): Part[] {
  return octets.field(at, 1, 'differentiated services', (view) => ({
    value: hex(view.getUint8(at), 2),
    children: [
      octets.bitField(at, 8, [0, 6], 'code point', () => ({
        meaning: octets.words.network.differentiated,
      })),
      octets.bitField(at, 8, [6, 2], 'ECN', (value) => ({
        meaning: octets.words.network.ecn(value),
      })),
    ],
  }));
}

function address4(octets: Octets, at: number, name: string, meaning: string): Part[] {
  return octets.field(at, 4, name, (view) => ({
    value: addressText({ version: 4, words: [view.getInt32(at), 0, 0, 0] }),
    meaning,
  }));
}

function ipv4Options(octets: Octets, header: number): Part[] {
  const parts: Part[] = [];
  const end = Math.min(octets.end, header + headerLength(octets.view, header));
  for (let at = header + FIXED_HEADER; at < end; ) {
    const kind = octets.view.getUint8(at);
    const given = kind > 1 && at + 1 < end ? octets.view.getUint8(at + 1) : 1;
    const length = Math.min(Math.max(1, given), end - at);
    const meaning = octets.words.ipOptions[kind];
    parts.push(
      octets.part(at, length, 'option', {
        value: `${kind}`,
        ...(meaning !== undefined && { meaning: octets.words.network.ipOption(meaning) }),
      }),
    );
    at += length;
  }
  return parts;
}

/** The fields of an IPv6 header (RFC 8200, section 3). */
export const ipv6Fields: DescribeFields = (octets, { start: at }) => [
  ...octets.field(at, 4, 'version, class and flow', (view) => ({
    value: hex(view.getUint32(at), 8),
    children: [
      octets.bitField(at, 16, [0, 4], 'version', (value) => ({
        meaning: octets.words.network.version(value),
      })),
      octets.bitField(at, 16, [4, 6], 'code point', () => ({
        meaning: octets.words.network.differentiated,
      })),
      octets.bitField(at, 16, [10, 2], 'ECN', (value) => ({
        meaning: octets.words.network.ecn(value),
      })),
      octets.bitField(at, 32, [12, 20], 'flow label', (value) => ({
        value: hex(value, 5),
        meaning: octets.words.network.flowLabel,
      })),
    ],
  })),
  ...octets.field(at + 4, 2, 'payload length', (view) => ({
    value: `${view.getUint16(at + 4)}`,
    meaning: octets.words.network.payloadLength(view.getUint16(at + 4)),
  })),
  ...nextHeader(octets, at + 6),
  ...octets.field(at + 7, 1, 'hop limit', (view) => ({
    value: `${view.getUint8(at + 7)}`,
    meaning: octets.words.network.timeToLive,
  })),
  ...address6(octets, at + 8, 'source address', octets.words.network.ipSource),
  ...address6(octets, at + 24, 'destination address', octets.words.network.ipDestination),
];

function nextHeader(octets: Octets, at: number): Part[] {
  return octets.field(at, 1, 'next header', (view) => ({
    value: `${view.getUint8(at)}`,
    meaning: octets.words.network.nextHeader(protocolName(IP_PROTOCOL | view.getUint8(at))),
  }));
}

function address6(octets: Octets, at: number, name: string, meaning: string): Part[] {
  return octets.field(at, 16, name, (view) => {
    const word = (index: number) => view.getUint32(at + index * 4);
    return {
      value: addressText({ version: 6, words: [word(0), word(1), word(2), word(3)] }),
      meaning,
    };
  });
}

/** An extension header: what follows, its length, and the rest as it is. */
const extension: DescribeFields = (octets, { start, end }) => [
  ...nextHeader(octets, start),
  ...octets.field(start + 1, 1, 'length', (view) => ({
    value: `${view.getUint8(start + 1)}`,
    meaning: octets.words.network.extensionLength(end - start),
  })),
  ...(end > start + 2
    ? [
        octets.part(
          start + 2,
          end - start - 2,
          'octets',
          { meaning: octets.words.network.extensionRest },
          32,
        ),
      ]
    : []),
];

const fragmentHeader: DescribeFields = (octets, { start }) => [
  ...nextHeader(octets, start),
  ...octets.field(start + 2, 2, 'fragment offset and flag', (view) => ({
    value: hex(view.getUint16(start + 2), 4),
    children: [
      octets.bitField(start + 2, 16, [0, 13], 'fragment offset', (units) => ({
        meaning: octets.words.network.fragmentOffset(units),
      })),
      flag(octets, start + 2, 15, 'more fragments', octets.words.network.moreFragments),
    ],
  })),
  ...octets.field(start + 4, 4, 'identification', (view) => ({
    value: hex(view.getUint32(start + 4), 8),
    meaning: octets.words.network.identification,
  })),
];

export const IPV6_EXTENSION_FIELDS: Readonly<Record<string, DescribeFields>> = {
  'ipv6-hop-by-hop': extension,
  'ipv6-destination-options': extension,
  'ipv6-routing': extension,
  'ipv6-fragment': fragmentHeader,
  ah: extension,
};
