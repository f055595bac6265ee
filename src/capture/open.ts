import { CaptureError } from './capture-error.ts';
import { contentOf, DESCRIBED_LENGTH } from './content.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { OctetWindow } from './octet-window.ts';
import { PcapReader } from './pcap.ts';
import { isPcap, readPcapHeader } from './pcap-header.ts';
import { readByteOrder, SECTION_BYTE_ORDER_MAGIC, SECTION_HEADER } from './pcapng/block.ts';
import { PcapngReader } from './pcapng/reader.ts';
import type { RecordReader } from './reader.ts';

const MAGIC_LENGTH = 4;

/** What reads a capture, and what is to be told of its header. */
export interface OpenedCapture {
  readonly reader: RecordReader;
  readonly doubt: CaptureDiagnostic | undefined;
}

/**
 * Chooses the reader by the first octets of the window, never by a name. Undefined asks for more
 * octets; once the input has `ended` there is always an answer.
 *
 * @throws CaptureError where this is no capture, and says what it looks like.
 */
export function openCapture(window: OctetWindow, ended: boolean): OpenedCapture | undefined {
  const { view, start, available } = window;
  if (available >= MAGIC_LENGTH) {
    if (isPcap(view, start)) {
      const header = readPcapHeader(window, ended);
      if (header === undefined) return undefined;
      return { reader: new PcapReader(window, header), doubt: header.doubt };
    }
    if (view.getUint32(start, true) === SECTION_HEADER) {
      return openPcapng(window, ended);
    }
  }
  return refuse(window, ended);
}

function openPcapng(window: OctetWindow, ended: boolean): OpenedCapture | undefined {
  const { view, start, available } = window;
  if (available < SECTION_BYTE_ORDER_MAGIC + MAGIC_LENGTH) {
    if (!ended) {
      return undefined;
    }
    throw new CaptureError({
      code: 'cut-in-header',
      tell: (words) => words.cutInFirstBlock(available),
      byteOffset: window.base + window.end,
      expected: 'a pcapng Section Header Block of 28 octets or more',
      advice: (words) => words.advice.recordAgain,
    });
  }
  if (readByteOrder(view, start) === undefined) {
    return refuse(window, ended);
  }
  return { reader: new PcapngReader(window), doubt: undefined };
}

/** Says what it is instead, once there is enough to tell. */
function refuse(window: OctetWindow, ended: boolean): undefined {
  if (window.available >= DESCRIBED_LENGTH || ended) {
    throw notACapture(window);
  }
}

function notACapture(window: OctetWindow): CaptureError {
  if (window.available === 0) {
    return new CaptureError({
      code: 'empty',
      tell: (words) => words.empty,
      byteOffset: 0,
      expected: 'a pcap or pcapng file header',
      advice: (words) => words.advice.checkRecorder,
    });
  }
  const content = contentOf(window.bytes.subarray(window.start, window.end));
  return new CaptureError({
    code: 'not-a-capture',
    tell: (words) => words.noCapture(content ?? null),
    byteOffset: window.offset,
    expected: 'the magic number of pcap or pcapng',
    advice: (words) => words.advice.giveCapture,
  });
}
