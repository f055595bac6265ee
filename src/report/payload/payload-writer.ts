import type { Side } from '../../model/vocabulary.ts';
import type { FollowWords } from '../../words/follow-words.ts';
import type { Palette } from '../format/palette.ts';
import type { Sink } from '../reporter.ts';

/** Shows what the endpoints of a connection sent, as it was delivered. */
export interface PayloadWriter {
  /** Octets of the side's stream, the first at `position`; valid during the call alone. */
  octets(side: Side, octets: Uint8Array, position: number): void;
  /** Octets of the side's stream that the capture does not hold; `isSnapped`: the snap length cut them off. */
  gap(side: Side, position: number, octets: number, isSnapped: boolean): void;
  end(): void;
}

export interface PayloadOptions {
  readonly sink: Sink;
  readonly paint: Palette;
  /** False for terminals that show ASCII alone. */
  readonly unicode: boolean;
  /** Whether each line begins with its direction: not where there is one direction alone. */
  readonly marksDirection: boolean;
  readonly words: FollowWords;
}

const MARKS: Readonly<Record<Side, string>> = { client: '> ', server: '< ' };

/** A line of what one side sent. */
export function payloadLine(
  side: Side,
  text: string,
  { paint, marksDirection }: PayloadOptions,
): string {
  return marksDirection ? `${paint[side](`${MARKS[side]}${text}`)}\n` : `${text}\n`;
}

/** The line of a gap: painted, so that it is told from payload that reads the same. */
export function gapLine(
  side: Side,
  octets: number,
  isSnapped: boolean,
  { paint, words, marksDirection }: PayloadOptions,
): string {
  const missing = paint.warning(words.missing(octets, isSnapped));
  return marksDirection ? `${paint[side](MARKS[side])}${missing}\n` : `${missing}\n`;
}
