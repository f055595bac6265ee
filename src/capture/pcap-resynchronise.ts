import type { OctetWindow } from './octet-window.ts';
import {
  isPlausibleRecord,
  type PcapHeader,
  RECORD_CAPTURED_LENGTH,
  RECORD_HEADER_LENGTH,
  RECORD_SECONDS,
} from './pcap-header.ts';

/** A record after damage is believed to be of about the time of the one before. */
const SECONDS_PER_YEAR = 31_557_600;
/** Longer records are not believed in after damage. */
const LONGEST_BELIEVED = 1 << 18;

/**
 * Looks behind the window's start for the next record: a plausible header, with octets in it and a
 * time within a year of `seconds`, behind whose frame another such header stands or the input ends.
 * True with the window at it; false with the window at the first octet that is still undecided, or
 * at its end once the input has `ended`.
 */
export function findRecord(
  window: OctetWindow,
  header: PcapHeader,
  seconds: number | undefined,
  ended: boolean,
): boolean {
  const { view, end } = window;
  for (let offset = window.start + 1; offset + RECORD_HEADER_LENGTH <= end; offset += 1) {
    if (!isBelieved(view, offset, header, seconds)) {
      continue;
    }
    const captured = view.getUint32(offset + RECORD_CAPTURED_LENGTH, header.littleEndian);
    const next = offset + header.recordHeaderLength + captured;
    const isUndecided = next + RECORD_HEADER_LENGTH > end;
    if (isUndecided && !ended) {
      window.start = offset - 1;
      return false;
    }
    if (isUndecided ? next === end : isBelieved(view, next, header, seconds)) {
      window.start = offset;
      return true;
    }
  }
  window.start = ended ? end : Math.max(window.start, end - RECORD_HEADER_LENGTH);
  return false;
}

function isBelieved(
  view: DataView,
  offset: number,
  header: PcapHeader,
  seconds: number | undefined,
): boolean {
  const { littleEndian } = header;
  const captured = view.getUint32(offset + RECORD_CAPTURED_LENGTH, littleEndian);
  const found = view.getUint32(offset + RECORD_SECONDS, littleEndian);
  return (
    captured > 0 &&
    captured <= LONGEST_BELIEVED &&
    Math.abs(found - (seconds ?? found)) < SECONDS_PER_YEAR &&
    isPlausibleRecord(view, offset, header)
  );
}
