import type { CaptureDiagnostic } from '../capture/diagnostic.ts';
import type { CaptureRecord } from './capture-record.ts';

export type FragmentCounts = CaptureRecord['fragments'];

const NONE: FragmentCounts = { complete: 0, incomplete: 0, overlapping: 0, discarded: 0 };

/** Divides what reassembly counts over a whole recording among its captures. */
export class FragmentTally {
  #before = NONE;

  /** What `counts` has grown by since the last call. */
  since(counts: FragmentCounts): FragmentCounts {
    const before = this.#before;
    this.#before = { ...counts };
    return {
      complete: counts.complete - before.complete,
      incomplete: counts.incomplete - before.incomplete,
      overlapping: counts.overlapping - before.overlapping,
      discarded: counts.discarded - before.discarded,
    };
  }
}

/** Warns of overlapping fragments: no sender makes them, and receivers disagree on their octets. */
export function describeFragments({
  overlapping,
  discarded,
}: FragmentCounts): CaptureDiagnostic | undefined {
  if (overlapping + discarded === 0) return undefined;
  return {
    severity: 'warning',
    code: 'overlapping-fragments',
    tell: (words) => words.overlappingFragments(overlapping, discarded),
    byteOffset: undefined,
    frame: undefined,
  };
}
