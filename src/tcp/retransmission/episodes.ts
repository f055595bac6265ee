import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { EPISODES_FULL } from '../rows/sent-fields.ts';
import type { Segment } from '../segment.ts';

/** The most that is told of one direction: the first ones. */
const MOST_EPISODES = 32;
const MOST_IN_ALL = 1 << 20;

/** Words of an episode. The first four are two doubles: when it began, and when it was over or NaN. */
const EPISODE_WORDS = 10;
const NEXT = 4;
const FRAME = 5;
const SEGMENTS = 6;
const OCTETS = 7;
const KIND = 8;

/** An episode of loss, as the report tells it. */
export interface LossEpisode {
  /** Frame of the first segment that was sent again, and the kind of its verdict. */
  readonly frame: number;
  readonly kind: number;
  /** When that passed, in nanoseconds since the recording's origin. */
  readonly time: number;
  /** Segments sent again until it was over, and their payload. */
  readonly segments: number;
  readonly octets: number;
  /** Nanoseconds until all that had been sent when it began was acknowledged; NaN: never. */
  readonly duration: number;
}

/**
 * Episodes of loss: each begins with a retransmission, and is over when everything that had been
 * sent by then is acknowledged.
 */
export class LossEpisodes {
  readonly #pool: BlockPool;

  constructor(pages: Pages) {
    this.#pool = new BlockPool(pages, EPISODE_WORDS, MOST_IN_ALL);
  }

  open(segment: Segment): void {
    const { sender } = segment;
    const last = this.#last(sender);
    const episode = this.#count(sender) < MOST_EPISODES ? this.#pool.allocateZeroed() : 0;
    if (episode === 0) {
      sender.sentMarks |= EPISODES_FULL;
      return;
    }
    doubles[episode >> 1] = segment.time;
    doubles[(episode >> 1) + 1] = Number.NaN;
    ints[episode + FRAME] = segment.frame;
    ints[episode + KIND] = segment.verdictKind;
    if (last === 0) sender.episodeHead = episode;
    else ints[last + NEXT] = episode;
  }

  /** A segment was sent again while the last episode was open. */
  add({ sender, packet }: Segment): void {
    if ((sender.sentMarks & EPISODES_FULL) !== 0) return;
    const episode = this.#last(sender);
    ints[episode + SEGMENTS] = (ints[episode + SEGMENTS] ?? 0) + 1;
    ints[episode + OCTETS] = (ints[episode + OCTETS] ?? 0) + packet.payloadLength;
  }

  /** The last episode is over. */
  close(endpoint: EndpointRow, time: number): void {
    if ((endpoint.sentMarks & EPISODES_FULL) !== 0) return;
    const at = this.#last(endpoint) >> 1;
    doubles[at + 1] = time - (doubles[at] ?? 0);
  }

  /** The episodes of an endpoint, in order. */
  list(endpoint: EndpointRow): LossEpisode[] {
    const episodes: LossEpisode[] = [];
    for (let at = endpoint.episodeHead; at !== 0; at = ints[at + NEXT] ?? 0) {
      episodes.push({
        frame: ints[at + FRAME] ?? 0,
        kind: ints[at + KIND] ?? 0,
        time: doubles[at >> 1] ?? 0,
        segments: ints[at + SEGMENTS] ?? 0,
        octets: ints[at + OCTETS] ?? 0,
        duration: doubles[(at >> 1) + 1] ?? Number.NaN,
      });
    }
    return episodes;
  }

  release(endpoint: EndpointRow): void {
    let episode = endpoint.episodeHead;
    if (episode === 0) return;
    while (episode !== 0) {
      const next = ints[episode + NEXT] ?? 0;
      this.#pool.release(episode);
      episode = next;
    }
    endpoint.episodeHead = 0;
  }

  #last(endpoint: EndpointRow): number {
    let episode = endpoint.episodeHead;
    for (let next = episode; next !== 0; next = ints[next + NEXT] ?? 0) episode = next;
    return episode;
  }

  #count(endpoint: EndpointRow): number {
    let count = 0;
    for (let at = endpoint.episodeHead; at !== 0; at = ints[at + NEXT] ?? 0) count++;
    return count;
  }
}
