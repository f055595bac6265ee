import type { FollowWords } from '../follow-words.ts';

export const FOLLOW: FollowWords = {
  missing: (octets, isSnapped) =>
    `[${octets} ${octets === 1 ? 'octet' : 'octets'} missing${isSnapped ? ': snapped' : ''}]`,
  at: (side, offset, what) => `${side} at offset ${offset}: ${what}`,
  differs: (frame, octets) =>
    `frame ${frame} repeats data with ${octets} ${octets === 1 ? 'octet that differs' : 'octets that differ'}; the first copy is shown`,
  more: (count) => `and ${count} more of these`,
};
