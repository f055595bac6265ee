import type { ConnectionRecord } from '../../model/connection-record.ts';
import { countText, plural } from '../format/units.ts';

type Merged = Pick<ConnectionRecord['quality'], 'superSegments' | 'wireSegments'>;

/** Super-segments: as captured, and as they were on the wire; empty where there are none. */
export function mergedText({ superSegments, wireSegments }: Merged, captured: number): string {
  if (superSegments === 0) return '';
  const were = wireSegments - captured + superSegments;
  const many = `${plural(superSegments, 'segment')} larger than the path carries`;
  return `${many} (${countText(were)} on the wire)`;
}
