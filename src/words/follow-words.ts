import type { Side } from '../model/vocabulary.ts';

/** What `follow` says between and behind the payload. */
export interface FollowWords {
  /** Octets that the capture does not hold; `isSnapped`: the snap length cut them off. */
  missing(octets: number, isSnapped: boolean): string;
  /** Something at a place of what one side sent. */
  at(side: Side, offset: number, what: string): string;
  differs(frame: number, octets: number): string;
  more(count: number): string;
}
