import { InvalidArgumentError } from 'commander';
import type { Format } from '../report/index.ts';
import type { Language } from '../words/language.ts';
import type { ColorChoice } from './color.ts';

/** What `--sort` orders the connections by. */
export const SORT_KEYS = [
  'id',
  'start',
  'duration',
  'segments',
  'bytes',
  'payload',
  'retransmissions',
  'interest',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const WHEN = ['auto', 'always', 'never'] as const;

/** What the command line asks for, with its defaults filled in. */
export interface Options {
  /** Paths as given; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly format: Format;
  /** Undefined: standard output. */
  readonly output: string | undefined;
  /** Filters and conditions as given, and the file that packets are written to. */
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly packetFilter: string | undefined;
  readonly displayFilter: string | undefined;
  readonly where: string | undefined;
  readonly writeFile: string | undefined;
  readonly packetLimit: number | undefined;
  /** Ids of the connections selected; undefined: all. */
  readonly connections: readonly number[] | undefined;
  readonly checksums: boolean;
  /** 0: no limit. */
  readonly maxConnections: number;
  readonly idleTimeoutSeconds: number | undefined;
  readonly mslSeconds: number;
  readonly strict: boolean;
  readonly repair: boolean;
  readonly follow: boolean;
  /** Of the texts for people; undefined: that of the locale. */
  readonly lang: Language | undefined;
  readonly color: ColorChoice;
  readonly progress: (typeof WHEN)[number];
  readonly absoluteNumbers: boolean;
  readonly lineBuffered: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export const DEFAULT_MAX_CONNECTIONS = 250_000;
export const DEFAULT_MSL_SECONDS = 120;

/** A whole number from `least` on. */
export function parseCount(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value > Number.MAX_SAFE_INTEGER) {
      const most = Number.MAX_SAFE_INTEGER;
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    if (!/^\d+$/.test(text) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} on.`);
    }
    return value;
  };
}

/** A frame as `5`, or as `1:5` in the capture with index 1. */
export function parseFrame(text: string): { capture: number; frame: number } {
  const [, capture = '0', digits] = /^(?:(\d+):)?(\d+)$/.exec(text) ?? [];
  const frame = Number(digits);
  if (digits === undefined || frame < 1 || !Number.isSafeInteger(frame)) {
    throw new InvalidArgumentError('It must be a frame number from 1 on, as 5 or 1:5.');
  }
  return { capture: Number(capture), frame };
}

/** A number of seconds, fractions allowed; `isZeroAllowed` says whether it may be 0. */
export function parseSeconds(isZeroAllowed: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d*\.?\d+$|^\d+\.$/.test(text) || !(isZeroAllowed || value > 0)) {
      throw new InvalidArgumentError('It must be a number of seconds, as 30 or 0.5.');
    }
    return value;
  };
}

const MOST_IDS = 1_000_000;

/** Ids as `3`, `3,5` or `7-9`, added to those of earlier options. */
export function parseIds(text: string, earlier: readonly number[] = []): number[] {
  const ids = new Set(earlier);
  for (const part of text.split(',')) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    const first = Number(range?.[1]);
    const last = Number(range?.[2] ?? range?.[1]);
    if (last - first >= MOST_IDS) {
      throw new InvalidArgumentError(`It must be no more than ${MOST_IDS} ids at once.`);
    }
    if (range === null || last < first) {
      throw new InvalidArgumentError('It must be ids of connections, as 3 or 3,5 or 7-9.');
    }
    if (last > Number.MAX_SAFE_INTEGER) {
      throw new InvalidArgumentError(
        `It must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      );
    }
    for (let id = first; id <= last; id++) ids.add(id);
  }
  return [...ids].sort((a, b) => a - b);
}

/** Adds to the values of earlier options. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}

const IDS = /^\d+(-\d+)?(,\d+(-\d+)?)*$/;

/** Makes `--connection 3 5 x.pcap` one option with two ids: a parser would take the capture for a third. */
export function joinIds(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1) ?? '';
    if (IDS.test(word) && IDS.test(previous) && joined.at(-2) === '--connection') {
      joined[joined.length - 1] = `${previous},${word}`;
    } else {
      joined.push(word);
    }
  }
  return joined;
}
