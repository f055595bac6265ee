import type { Content } from './input-words.ts';

/** Octets with a fixed place at the beginning of files that people take for captures. */
const SIGNATURES: readonly (readonly [octets: readonly number[], content: Content])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  [[0x04, 0x22, 0x4d, 0x18], 'lz4'],
  [[0x02, 0x21, 0x4c, 0x18], 'legacy-lz4'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7-zip'],
  [[0x7f, 0x45, 0x4c, 0x46], 'elf'],
  [[0x4d, 0x5a], 'windows-program'],
  [[0x89, 0x50, 0x4e, 0x47], 'png'],
  [[0xff, 0xd8, 0xff], 'jpeg'],
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0], 'snoop'],
  [[0x52, 0x54, 0x53, 0x53], 'network-monitor-1'],
  [[0x47, 0x4d, 0x42, 0x55], 'network-monitor-2'],
  [[0x54, 0x52, 0x53, 0x4e, 0x49, 0x46, 0x46], 'sniffer'],
  [[0x58, 0x43, 0x50, 0], 'netxray'],
  [[0x0a, 0x0d, 0x0d, 0x0a], 'damaged-pcapng'],
  [[0xa1, 0xb2], 'damaged-pcap'],
  [[0xd4, 0xc3], 'damaged-pcap'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'sqlite'],
  [[0x50, 0x41, 0x52, 0x31], 'parquet'],
];

/** Octets that are looked at. */
export const DESCRIBED_LENGTH = 512;

/**
 * What a file that is no capture looks like; undefined where nobody could tell.
 */
export function contentOf(octets: Uint8Array): Content | undefined {
  const sample = octets.subarray(0, DESCRIBED_LENGTH);
  const signature = SIGNATURES.find(([start]) =>
    start.every((octet, index) => sample[index] === octet),
  );
  if (signature !== undefined) {
    return signature[1];
  }
  if (sample.length > 0 && sample.every((octet) => octet === 0)) {
    return 'zeros';
  }
  return textOf(sample) ?? (looksLikeErf(sample) ? 'erf' : undefined);
}

function textOf(sample: Uint8Array): Content | undefined {
  const text = decodeText(sample);
  if (text === undefined) {
    return undefined;
  }
  const beginning = text.trimStart().toLowerCase();
  if (beginning.startsWith('<!doctype html') || beginning.startsWith('<html')) {
    return 'html';
  }
  if (beginning.startsWith('<?xml') || /^<[a-z]+[\s>]/.test(beginning)) {
    return 'xml';
  }
  if (/^(\{\s*["}]|\[\s*[[{"\d\]])/.test(beginning)) {
    return 'json';
  }
  if (beginning.startsWith('#!')) {
    return 'script';
  }
  return 'text';
}

/** The sample as text, or undefined where it has octets that no text has. */
function decodeText(sample: Uint8Array): string | undefined {
  const isBinary = sample.some((octet) => octet < 0x20 && !isWhiteSpace(octet));
  if (sample.length === 0 || isBinary) {
    return undefined;
  }
  try {
    // Streaming: a character cut by the end of the sample is no fault.
    return new TextDecoder('utf-8', { fatal: true }).decode(sample.slice(), { stream: true });
  } catch {
    return undefined;
  }
}

function isWhiteSpace(octet: number): boolean {
  return octet >= 0x09 && octet <= 0x0d;
}

/** An ERF record: 8 octets of time, a type, flags, and a record length that its type can have. */
function looksLikeErf(sample: Uint8Array): boolean {
  const HEADER_LENGTH = 16;
  const LAST_TYPE = 48;
  const type = (sample[8] ?? 0) & 0x7f;
  const recordLength = ((sample[10] ?? 0) << 8) | (sample[11] ?? 0);
  return (
    sample.length >= HEADER_LENGTH && type > 0 && type <= LAST_TYPE && recordLength >= HEADER_LENGTH
  );
}
