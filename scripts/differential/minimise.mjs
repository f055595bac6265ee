import { writeFileSync } from 'node:fs';
import { compareWithTshark } from './compare.mjs';
import { toPcapng } from './frames.mjs';

/** Comparisons that one reduction may take. */
const MOST_TRIALS = 60;

/** The fewest records found that still differ in `field`: drops halves, quarters, and so on. */
export async function minimised(records, path, field, mslSeconds) {
  let fewest = records;
  let trials = 0;
  const differs = async (candidate) => {
    if (candidate.length === 0 || ++trials > MOST_TRIALS) return false;
    writeFileSync(path, toPcapng(candidate));
    // What cannot be compared at all counts as `presence`.
    const { differences } = await compareWithTshark(path, mslSeconds).catch(() => ({
      differences: [{ field: 'presence' }],
    }));
    return differences.some((difference) => difference.field === field);
  };
  for (let size = fewest.length >> 1; size >= 1; size >>= 1) {
    for (let start = 0; start < fewest.length && trials < MOST_TRIALS; ) {
      const candidate = [...fewest.slice(0, start), ...fewest.slice(start + size)];
      if (await differs(candidate)) fewest = candidate;
      else start += size;
    }
  }
  return fewest;
}
