import type { LayerTable } from '../layer.ts';
import { ANY_IP, LLC } from '../protocol.ts';
import { decodeEthernet } from './ethernet.ts';
import { decodeLinuxCooked, decodeLinuxCooked2 } from './linux-cooked.ts';
import { decodeLlc } from './llc.ts';
import { decodeNullLoopback } from './null-loopback.ts';
import { decodeAnyIp, expectIpv4, expectIpv6 } from './raw-ip.ts';

/** Link types by their LINKTYPE number (https://www.tcpdump.org/linktypes.html). */
export const LINK_TYPES: LayerTable = {
  0: { name: 'null-loopback', decode: decodeNullLoopback },
  1: { name: 'ethernet', decode: decodeEthernet },
  // Raw IP: the number in files, and those that some systems wrote instead.
  12: { name: 'raw-ip', decode: decodeAnyIp },
  14: { name: 'raw-ip', decode: decodeAnyIp },
  101: { name: 'raw-ip', decode: decodeAnyIp },
  108: { name: 'null-loopback', decode: decodeNullLoopback },
  113: { name: 'linux-cooked', decode: decodeLinuxCooked },
  228: { name: 'raw-ip', decode: expectIpv4 },
  229: { name: 'raw-ip', decode: expectIpv6 },
  276: { name: 'linux-cooked-2', decode: decodeLinuxCooked2 },
};

/** Framings without a number in any registry. */
export const FRAMINGS: LayerTable = {
  [LLC & 0xffff]: { name: 'llc', decode: decodeLlc },
  [ANY_IP & 0xffff]: { name: 'ip', decode: decodeAnyIp, isExtension: true },
};
