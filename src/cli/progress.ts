import type { Analysis } from '../analyze.ts';
import { statusOf } from '../capture/status-of.ts';
import { cut } from '../report/format/width.ts';
import type { Words } from '../words/words.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** A run shorter than this shows nothing. */
const DELAY_MILLISECONDS = 1_000;
const STEP_MILLISECONDS = 200;
const MEGABYTE = 1e6;
const ERASE_LINE = '\r\u001b[K';

/** The line that tells how far the run is: on a terminal alone, and gone before anything else is written. */
export interface Progress {
  update(analysis: Analysis): void;
  clear(): void;
}

const SILENT: Progress = { update: () => {}, clear: () => {} };

export function progressFor({ progress, inputs }: Options, io: Io, words: Words): Progress {
  const isShown = progress === 'always' || (progress === 'auto' && io.stderr.isTerminal);
  return isShown ? new ProgressLine(io, inputs, words) : SILENT;
}

class ProgressLine implements Progress {
  readonly #io: Io;
  readonly #words: Words;
  readonly #sizes: readonly (number | undefined)[];
  readonly #start = performance.now();
  #nextUpdate = DELAY_MILLISECONDS;
  #isShown = false;

  constructor(io: Io, inputs: readonly string[], words: Words) {
    this.#io = io;
    this.#words = words;
    this.#sizes = inputs.map(sizeOf);
  }

  update(analysis: Analysis): void {
    const elapsed = performance.now() - this.#start;
    if (elapsed < this.#nextUpdate) return;
    this.#nextUpdate = elapsed + STEP_MILLISECONDS;
    const done = this.#sizes.slice(0, analysis.inputIndex).reduce<number>(add, 0) + analysis.offset;
    const total = this.#sizes.reduce<number | undefined>(addKnown, 0);
    const line = progressText(done, total, analysis.packets, elapsed / 1_000, this.#words);
    this.#isShown = true;
    this.#print(`${ERASE_LINE}${cut(line, (this.#io.stderr.columns ?? 80) - 1, '')}`);
  }

  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#print(ERASE_LINE);
  }

  #print(text: string): void {
    this.#io.stderr.write(Buffer.from(text));
  }
}

/** `412 of 1653 MB (25 %), 820 MB/s, 2,960,000 packets, 2 s left`. */
export function progressText(
  done: number,
  total: number | undefined,
  packets: number,
  seconds: number,
  { grammar, progress }: Words,
): string {
  const rate = done / seconds;
  const megabytes = (octets: number) => String(Math.round(octets / MEGABYTE));
  const percent = (all: number) => Math.min(Math.floor((100 * done) / all), 100);
  const isKnown = total !== undefined && rate !== 0;
  return grammar.commas([
    progress.amount(
      megabytes(done),
      total === undefined ? null : { megabytes: megabytes(total), percent: percent(total) },
    ),
    `${megabytes(rate)} MB/s`,
    progress.packets(packets),
    isKnown ? progress.left(Math.max(Math.ceil((total - done) / rate), 0)) : '',
  ]);
}

/** Undefined for what has no size: a pipe, or nothing at all. */
function sizeOf(path: string): number | undefined {
  if (path === '-') return undefined;
  const status = statusOf(path);
  return status?.isFile() ? status.size : undefined;
}

function add(sum: number, size: number | undefined): number {
  return sum + (size ?? 0);
}

function addKnown(sum: number | undefined, size: number | undefined): number | undefined {
  return sum === undefined || size === undefined ? undefined : sum + size;
}
