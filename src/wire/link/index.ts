import type { LayerTable } from '../layer.ts';
import {
  ANY_IP,
  CISCO_HDLC,
  ETHERNET,
  FRAME_RELAY,
  ISL,
  LLC,
  PPP,
  PPP_HDLC,
  SWAPPED_802_11,
} from '../protocol.ts';
import { decodeTzsp } from '../tunnel/tzsp.ts';
import { decodeArcnet, decodeLinuxArcnet } from './arcnet.ts';
import { decodeEnc, decodePflog } from './bsd-firewall.ts';
import { decodeCiscoHdlc, decodeCiscoHdlcWithDirection } from './cisco-hdlc.ts';
import { decodeErf } from './erf.ts';
import { decodeEthernet } from './ethernet.ts';
import { etherTypeHeader, plainHeader } from './fixed-header.ts';
import { decodeFrameRelay, decodeFrameRelayWithDirection } from './frame-relay.ts';
import { decodeIeee80211, decodeSwappedIeee80211 } from './ieee80211.ts';
import { decodeAvs, decodePpi, decodePrism, decodeRadiotap } from './ieee80211-capture.ts';
import { decodeIsl } from './isl.ts';
import {
  decodeJuniperAtm1,
  decodeJuniperAtm2,
  decodeJuniperGgsn,
  decodeJuniperMultilinkPpp,
  decodeJuniperPlain,
  decodeJuniperServices,
  juniperInterface,
} from './juniper.ts';
import { decodeLinuxCooked, decodeLinuxCooked2 } from './linux-cooked.ts';
import { decodeLlc } from './llc.ts';
import { decodeNflog } from './nflog.ts';
import { decodeLoop, decodeNull } from './null-loopback.ts';
import { decodePktap } from './pktap.ts';
import { decodePpp, decodePppHdlc, decodePppoe, decodePppWithDirection } from './ppp.ts';
import { decodeAnyIp, decodeRawIp, expectIpv6 } from './raw-ip.ts';
import { decodeSunAtm } from './sunatm.ts';
import { decodeFddi, decodeTokenRing } from './token-ring.ts';

/** Link types by their LINKTYPE number (https://www.tcpdump.org/linktypes.html). */
export const LINK_TYPES: LayerTable = [
  { number: 0, name: 'null-loopback', decode: decodeNull },
  { number: 1, name: 'ethernet', decode: decodeEthernet },
  { number: 6, name: 'token-ring', decode: decodeTokenRing },
  { number: 7, name: 'arcnet', decode: decodeArcnet },
  { number: 9, name: 'ppp', decode: decodePppHdlc },
  { number: 10, name: 'fddi', decode: decodeFddi },
  { number: 11, name: 'llc', decode: decodeLlc },
  // Raw IP: the number in files, and those that some systems wrote instead.
  { number: 12, name: 'raw-ip', decode: decodeRawIp },
  { number: 14, name: 'raw-ip', decode: decodeRawIp },
  { number: 16, name: 'atm-clip', decode: decodeAnyIp },
  { number: 18, name: 'atm-clip', decode: decodeAnyIp },
  { number: 19, name: 'atm-clip', decode: decodeAnyIp },
  { number: 50, name: 'ppp', decode: decodePppHdlc },
  { number: 51, name: 'pppoe', decode: decodePppoe },
  { number: 99, name: 'symantec-firewall', decode: etherTypeHeader('symantec-firewall', 44, 6) },
  { number: 100, name: 'llc', decode: decodeLlc },
  { number: 101, name: 'raw-ip', decode: decodeRawIp },
  { number: 104, name: 'cisco-hdlc', decode: decodeCiscoHdlc },
  { number: 105, name: 'ieee80211', decode: decodeIeee80211 },
  { number: 106, name: 'atm-clip', decode: decodeAnyIp },
  { number: 107, name: 'frame-relay', decode: decodeFrameRelay },
  { number: 108, name: 'null-loopback', decode: decodeLoop },
  { number: 109, name: 'enc', decode: decodeEnc },
  { number: 112, name: 'cisco-hdlc', decode: decodeCiscoHdlc },
  { number: 113, name: 'linux-cooked', decode: decodeLinuxCooked },
  { number: 117, name: 'pflog', decode: decodePflog },
  { number: 119, name: 'prism', decode: decodePrism },
  { number: 122, name: 'ip-over-fc', decode: plainHeader('ip-over-fc', 16, LLC) },
  { number: 123, name: 'sunatm', decode: decodeSunAtm },
  { number: 127, name: 'radiotap', decode: decodeRadiotap },
  { number: 128, name: 'tzsp', decode: decodeTzsp },
  { number: 129, name: 'arcnet', decode: decodeLinuxArcnet },
  { number: 130, name: 'juniper', decode: decodeJuniperMultilinkPpp },
  { number: 131, name: 'juniper', decode: decodeJuniperPlain },
  { number: 133, name: 'juniper', decode: decodeJuniperGgsn },
  { number: 135, name: 'juniper', decode: decodeJuniperAtm2 },
  { number: 136, name: 'juniper', decode: decodeJuniperServices },
  { number: 137, name: 'juniper', decode: decodeJuniperAtm1 },
  { number: 138, name: 'ieee1394', decode: etherTypeHeader('ieee1394', 18, 16) },
  { number: 163, name: 'avs', decode: decodeAvs },
  { number: 166, name: 'ppp', decode: decodePppWithDirection },
  { number: 167, name: 'juniper', decode: juniperInterface(ETHERNET) },
  { number: 178, name: 'juniper', decode: juniperInterface(ETHERNET) },
  { number: 179, name: 'juniper', decode: juniperInterface(PPP, 2) },
  { number: 180, name: 'juniper', decode: juniperInterface(FRAME_RELAY) },
  { number: 181, name: 'juniper', decode: juniperInterface(CISCO_HDLC) },
  { number: 183, name: 'juniper', decode: juniperInterface(ANY_IP, 18) },
  { number: 192, name: 'ppi', decode: decodePpi },
  { number: 197, name: 'erf', decode: decodeErf },
  { number: 204, name: 'ppp', decode: decodePppWithDirection },
  { number: 205, name: 'cisco-hdlc', decode: decodeCiscoHdlcWithDirection },
  { number: 206, name: 'frame-relay', decode: decodeFrameRelayWithDirection },
  { number: 228, name: 'raw-ip', decode: decodeAnyIp },
  { number: 229, name: 'raw-ip', decode: expectIpv6 },
  { number: 239, name: 'nflog', decode: decodeNflog },
  {
    number: 242,
    name: 'ip-over-infiniband',
    decode: etherTypeHeader('ip-over-infiniband', 44, 40),
  },
  { number: 258, name: 'pktap', decode: decodePktap },
  { number: 276, name: 'linux-cooked-2', decode: decodeLinuxCooked2 },
  // Linux switches: a tag of the switch in front of the EtherType, or of the whole frame.
  { number: 281, name: 'dsa-tag-brcm', decode: etherTypeHeader('dsa-tag', 18, 16) },
  { number: 282, name: 'dsa-tag-brcm-prepend', decode: plainHeader('dsa-tag', 4, ETHERNET) },
  { number: 284, name: 'dsa-tag-dsa', decode: etherTypeHeader('dsa-tag', 18, 16) },
  { number: 285, name: 'dsa-tag-edsa', decode: etherTypeHeader('dsa-tag', 22, 20) },
];

/** Framings without a number in any registry. */
export const FRAMINGS: LayerTable = [
  { number: LLC & 0xffff, name: 'llc', decode: decodeLlc },
  { number: ANY_IP & 0xffff, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: PPP & 0xffff, name: 'ppp', decode: decodePpp },
  { number: PPP_HDLC & 0xffff, name: 'ppp', decode: decodePppHdlc },
  { number: ISL & 0xffff, name: 'isl', decode: decodeIsl },
  { number: SWAPPED_802_11 & 0xffff, name: 'ieee80211', decode: decodeSwappedIeee80211 },
];
