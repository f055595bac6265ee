import type { ConnectionRecord } from '../../model/connection-record.ts';

type Merged = Pick<ConnectionRecord['quality'], 'superSegments' | 'wireSegments'>;

/** Super-segments: as captured, and as they were on the wire; empty where there are none. */
export function mergedText(
  { superSegments, wireSegments }: Merged,
  captured: number,
  said: (captured: number, onWire: number) => string,
): string {
  return superSegments === 0 ? '' : said(superSegments, wireSegments - captured + superSegments);
}
