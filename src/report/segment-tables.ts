import { stateName } from '../model/describe-endpoint.ts';
import { FLAG_NAMES } from '../model/vocabulary.ts';
import { ANALYSIS_NAMES } from '../tcp/analysis/names.ts';
import { STATES } from '../tcp/state-names.ts';
import { CHECKSUM_STATUS } from '../wire/checksum-status.ts';
import { RESERVED } from '../wire/packet.ts';

/*
 * The parts of a segment's line that have few values, as text. Keys are small integers, packed by
 * the functions below, so that a table of the texts is an array.
 */

const FLAG_BITS = 12;

/** Flags, reserved bits and header length: one key for the octets 12 and 13 of the header. */
export function flagsKey(flags: number, headerLength: number): number {
  return ((headerLength >> 2) << FLAG_BITS) | flags;
}

export function flagsText(key: number): string {
  const flags = key & ((1 << FLAG_BITS) - 1);
  const names = FLAG_NAMES.filter((_, index) => ((flags >> (8 - index)) & 1) !== 0);
  const reserved = (flags & RESERVED) >> 9;
  const headerLength = (key >> FLAG_BITS) << 2;
  return `,"flags":${JSON.stringify(names)},"reservedBits":${reserved},"headerLength":${headerLength},"window":`;
}

/** By the statuses of both sums. */
export function checksumsKey(ip: number, tcp: number): number {
  return ip * CHECKSUM_STATUS.length + tcp;
}

export function checksumsText(key: number): string {
  const ip = CHECKSUM_STATUS[Math.floor(key / CHECKSUM_STATUS.length)] ?? 'unverified';
  const tcp = CHECKSUM_STATUS[key % CHECKSUM_STATUS.length] ?? 'unverified';
  return `,"checksums":{"ip":"${ip}","tcp":"${tcp}"`;
}

/** By the bits of `Segment.analysis`. */
export function analysisText(bits: number): string {
  const names = ANALYSIS_NAMES.filter((_, bit) => ((bits >> bit) & 1) !== 0);
  return `,"analysis":${JSON.stringify(names)},"duplicateAckNumber":`;
}

/** By the states of both endpoints. */
export function statesKey(client: number, server: number): number {
  return client * STATES.length + server;
}

export function statesText(key: number): string {
  const states = {
    client: stateName(Math.floor(key / STATES.length)),
    server: stateName(key % STATES.length),
  };
  return `,"states":${JSON.stringify(states)}}\n`;
}
