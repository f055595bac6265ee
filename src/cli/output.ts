import { closeSync, openSync, readSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
  /** It is not: nothing is left of it. */
  discard(): void;
}

/** Standard output, or the file given; `ending` is that of its name until it is whole. */
export function openOutput(path: string | undefined, io: Io, ending = 'part'): Output {
  if (path === undefined || path === '-') {
    return { stream: io.stdout, commit: () => {}, discard: () => {} };
  }
  try {
    return openFile(path, ending);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}`);
  }
}

/**
 * A file is written beside its place and renamed when it is whole, so that nobody meets half of one.
 * What is no regular file (a device, a FIFO) is written to as it is.
 */
function openFile(path: string, ending: string): Output {
  const status = statSync(path, { throwIfNoEntry: false });
  const isReplaceable = status === undefined || status.isFile();
  const target = status === undefined ? path : realpathSync(path);
  const written = isReplaceable ? besides(target, ending) : target;
  const descriptor = openSync(written, isReplaceable ? 'w+' : 'w');
  return {
    stream: new DescriptorStream(descriptor),
    ...(isReplaceable && {
      readAt: (octets: Uint8Array, position: number) =>
        readSync(descriptor, octets, 0, octets.length, position),
    }),
    commit: () => {
      closeSync(descriptor);
      if (isReplaceable) renameSync(written, target);
    },
    discard: () => {
      closeSync(descriptor);
      if (isReplaceable) rmSync(written, { force: true });
    },
  };
}

function besides(path: string, ending: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${ending}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
