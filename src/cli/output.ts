import {
  closeSync,
  fstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statusOf } from '../capture/status-of.ts';
import { systemReason } from '../capture/system-reason.ts';
import { pathText } from '../report/format/path-text.ts';
import type { UsageWords } from '../words/usage-words.ts';
import type { Io, OutputStream } from './io.ts';
import { DescriptorStream } from './process-io.ts';
import { UsageError } from './usage-error.ts';

/** Where a result goes: a stream, and what makes it final. */
export interface Output {
  readonly stream: OutputStream;
  /** Reads what was written, where that is possible: octets from a position on. */
  readonly readAt?: (octets: Uint8Array, position: number) => number;
  /** The result is whole: it takes its name. */
  commit(): void;
  /** It is not: nothing is left of it. Allowed behind a `commit`, whether it failed or not. */
  discard(): void;
}

const STDIN = 0;
export const STDOUT = 1;
const STDERR = 2;

/** Standard output, or the file given; `ending` is that of its name until it is whole. */
export function openOutput(path: string | undefined, io: Io, ending = 'part'): Output {
  try {
    const descriptor = descriptorOf(path);
    return descriptor === undefined
      ? openFile(path ?? '', ending)
      : asItIs(streamOf(descriptor, io));
  } catch (error) {
    const reason = reasonOf(error);
    throw new UsageError(({ usage }) => usage.cannotWrite(pathText(path ?? ''), reason(usage)));
  }
}

/**
 * Refuses to write over a capture that is to be read.
 *
 * @throws UsageError where `path` is one of the inputs, by whatever name, or lies in one
 */
export function refuseInput(path: string | undefined, inputs: readonly string[]): void {
  if (path === undefined || path === '-') return;
  const target = statusOf(path);
  // Terminals and /dev/null may be read and written at a time.
  if (target === undefined || target.isCharacterDevice()) return;
  const folder = target.isFile() ? folderOf(path) : undefined;
  for (const input of inputs) {
    const status = statusOf(input === '-' ? STDIN : input);
    if (isSame(status, target)) {
      throw new UsageError(({ usage }) => usage.cannotWrite(path, usage.writing.input));
    }
    if (isSame(status, folder)) {
      throw new UsageError(({ usage }) => usage.cannotWrite(path, usage.writing.besideInput));
    }
  }
}

/** @throws UsageError where `path` is a rules file in effect, by whatever name */
export function refuseRulesFile(path: string | undefined, files: readonly string[]): void {
  if (path === undefined || path === '-') return;
  const target = statusOf(path);
  if (!files.some((file) => isSame(statusOf(file), target))) return;
  throw new UsageError(({ usage }) => usage.cannotWrite(path, usage.writing.rulesFile));
}

function folderOf(path: string): Stats | undefined {
  try {
    return statusOf(dirname(realpathSync(path)));
  } catch {
    // What an open descriptor leads to needs no name.
    return undefined;
  }
}

function isSame(a: Stats | undefined, b: Stats | undefined): boolean {
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

const OPEN_DESCRIPTOR = /^\/(?:dev|proc\/(?:self|thread-self))\/fd\/(\d+)$/;
const MOST_LINKS = 40;

/**
 * The descriptor of this process that a path stands for, as that of /dev/stdout; undefined for other
 * paths. Behind it may be a regular file, which whoever redirected it wants to be written to.
 */
export function descriptorOf(path: string | undefined): number | undefined {
  if (path === undefined || path === '-') return STDOUT;
  let at = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const [, descriptor] =
      OPEN_DESCRIPTOR.exec(at.replace(`/proc/${process.pid}/`, '/proc/self/')) ?? [];
    if (descriptor !== undefined) return Number(descriptor);
    try {
      at = resolve(dirname(at), readlinkSync(at));
    } catch {
      // It is no link.
      return undefined;
    }
  }
  return undefined;
}

/** The same text for two paths that lead to the same place, whether there is a file yet or not. */
export function placeOf(path: string | undefined): string {
  const descriptor = descriptorOf(path);
  if (descriptor !== undefined || path === undefined) return `descriptor ${descriptor}`;
  const whole = resolve(path);
  try {
    if (statusOf(whole) !== undefined) return realpathSync(whole);
    return join(realpathSync(dirname(whole)), basename(whole));
  } catch {
    // There is no such directory, which who opens it tells.
    return whole;
  }
}

function streamOf(descriptor: number, io: Io): OutputStream {
  if (descriptor === STDOUT) return io.stdout;
  if (descriptor === STDERR) return io.stderr;
  fstatSync(descriptor);
  return new DescriptorStream(descriptor);
}

function asItIs(stream: OutputStream): Output {
  return { stream, commit: () => {}, discard: () => {} };
}

/**
 * A file is written beside its place and renamed when it is whole, so that nobody meets half of one.
 * What is no regular file (a device, a FIFO) is written to as it is.
 */
function openFile(path: string, ending: string): Output {
  if (path === '') throw new BadName('emptyName');
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined && path.endsWith('/')) throw new BadName('directoryName');
  const isReplaceable = status === undefined || status.isFile();
  const target = status === undefined ? path : realpathSync(path);
  const written = isReplaceable ? besides(target, ending) : target;
  const descriptor = openSync(written, isReplaceable ? 'w+' : 'w');
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(descriptor);
  };
  return {
    stream: new DescriptorStream(descriptor),
    ...(isReplaceable && {
      readAt: (octets: Uint8Array, position: number) =>
        readSync(descriptor, octets, 0, octets.length, position),
    }),
    commit: () => {
      close();
      if (isReplaceable) renameSync(written, target);
    },
    discard: () => {
      close();
      if (isReplaceable) rmSync(written, { force: true });
    },
  };
}

function besides(path: string, ending: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${ending}`);
}

/** A file cannot be called so. */
class BadName extends Error {
  readonly reason: keyof UsageWords['writing'];

  constructor(reason: keyof UsageWords['writing']) {
    super(reason);
    this.reason = reason;
  }
}

function reasonOf(error: unknown): (words: UsageWords) => string {
  if (error instanceof BadName) return ({ writing }) => writing[error.reason];
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return ({ writing }) => writing.noDirectory;
  if (code === 'EISDIR') return ({ writing }) => writing.directory;
  return (words) => words.system(systemReason(error));
}
