import { fileURLToPath } from 'node:url';
import { CaptureInput } from './input.ts';
import { IterableSource } from './iterable-source.ts';
import { OctetWindow } from './octet-window.ts';
import type { PacketParser } from './packet-parser.ts';
import { PcapParserInput } from './pcap-parser.ts';
import { CaptureRecord } from './record.ts';
import type { RecordInput } from './record-input.ts';
import { MemorySource } from './source.ts';

/** A capture that somebody else reads: its records arrive in `window`. */
export interface OpenedCapture {
  readonly window: OctetWindow;
  readonly input: Promise<RecordInput>;
}

/**
 * What a program can have a capture in: a path (`-` is standard input), a file URL, octets in
 * memory, pieces of octets as they come (any readable stream), or the records of another reader.
 */
export type ReadableCapture = string | URL | Uint8Array | AsyncIterable<Uint8Array> | OpenedCapture;

/** What captures from memory are called in records and messages. */
const NAMELESS = '-';

/**
 * Opens a capture of any kind; `makeWindow` gives the memory to read into, where the capture does
 * not bring its own.
 *
 * @throws CaptureError where it is not there, or is no capture
 */
export async function openReadable(
  capture: ReadableCapture,
  makeWindow: () => OctetWindow,
): Promise<{ input: RecordInput; window: OctetWindow }> {
  if (typeof capture === 'object' && 'input' in capture) {
    return { input: await capture.input, window: capture.window };
  }
  const window = makeWindow();
  return { input: await openOwn(capture, window), window };
}

function openOwn(
  capture: Exclude<ReadableCapture, OpenedCapture>,
  window: OctetWindow,
): Promise<RecordInput> {
  if (typeof capture === 'string') return CaptureInput.open(capture, window);
  if (capture instanceof URL) return CaptureInput.open(fileURLToPath(capture), window);
  const source =
    capture instanceof Uint8Array ? new MemorySource(capture) : new IterableSource(capture);
  return CaptureInput.from(NAMELESS, source, window);
}

/**
 * The records of a parser of the npm package `pcap-parser`, for a program that has one already. To
 * be called before the parser's first event, in the same turn in which it was made.
 */
export function pcapParserAdapter(parser: PacketParser, path = NAMELESS): OpenedCapture {
  const window = new OctetWindow();
  return { window, input: PcapParserInput.open(path, parser, window) };
}

/** One record of a capture: a copy, which its reader may keep. */
export interface CapturedFrame {
  /** 1-based, all records counted. */
  readonly frame: number;
  /** Since 1970-01-01 UTC, and what is to be added; both 0 where the record has no time. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** LINKTYPE number (tcpdump.org/linktypes.html). */
  readonly linkType: number;
  /** Octets that the frame had on the wire. */
  readonly originalLength: number;
  /** Those that were captured. */
  readonly octets: Uint8Array;
}

/**
 * The records of a capture, one after the other, in any of the formats that tcpdissect reads. A
 * capture that is cut short or damaged ends there.
 *
 * @throws CaptureError where it is not there, or is no capture
 */
export async function* readCapture(capture: ReadableCapture): AsyncGenerator<CapturedFrame, void> {
  const { input, window } = await openReadable(capture, () => new OctetWindow());
  const record = new CaptureRecord();
  try {
    do {
      while (input.next(record)) {
        const { frame, seconds, nanoseconds, linkType, originalLength, start, end } = record;
        const octets = window.bytes.slice(start, end);
        yield { frame, seconds, nanoseconds, linkType, originalLength, octets };
      }
    } while (await input.refill());
  } finally {
    input.close();
  }
}
