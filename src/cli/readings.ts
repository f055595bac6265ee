import type { AnalysisSink } from '../analyze.ts';
import { statusOf } from '../capture/status-of.ts';
import { FrameSet, type Selection } from '../selection.ts';
import type { Words } from '../words/words.ts';
import type { Options } from './options.ts';
import type { PacketFile } from './packet-file.ts';
import type { Run } from './run-captures.ts';
import { UsageError } from './usage-error.ts';

/** Reads the captures and hands on what is selected of them. */
export type Read = (selection: Selection, sink: AnalysisSink) => Promise<Run>;

/**
 * Reads the captures for `sink`, and for the file of `-w`, as often as it takes: what becomes of a
 * connection or a datagram is known only when its first packets have passed. `tell` gets what
 * could not be had.
 */
export async function readCaptures(
  options: Options,
  selection: Selection,
  sink: AnalysisSink,
  file: PacketFile | undefined,
  read: Read,
  tell: (what: (words: Words) => string) => void,
): Promise<Run> {
  const { where } = selection;
  let selected = selection;
  if (where !== undefined && (sink.segment !== undefined || file !== undefined)) {
    if (!isReadableTwice(options)) throw new UsageError(({ usage }) => usage.whereReadsTwice);
    const ids = new Set<number>();
    const connection: AnalysisSink['connection'] = ({ row }) => ids.add(row.id);
    const run = await read({ ...selection, displayFilter: undefined }, { connection });
    if (run.result.totals.interrupted) return run;
    selected = { ...selection, where: undefined, connections: ids };
  }
  if (file === undefined) return read(selected, sink);
  const fragments = new FrameSet();
  const run = await read(selected, { ...sink, packet: writing(file, fragments) });
  if (fragments.size === 0 || run.result.totals.interrupted) return run;
  if (!isReadableTwice(options) || !file.restart()) {
    tell(({ usage }) => usage.lastFragments);
    return run;
  }
  const packet = writing(file, new FrameSet());
  const { stoppedBy } = await read({ ...selected, frames: fragments }, { packet });
  return { ...run, stoppedBy };
}

/** Writes the packets selected, and notes the frames that held other fragments of their datagrams. */
function writing(file: PacketFile, fragments: FrameSet): NonNullable<AnalysisSink['packet']> {
  return (record, bytes, capture, parts) => {
    file.write(record, bytes);
    for (const part of parts) {
      const isItself = part.capture === capture && part.frame === record.frame;
      if (!isItself) fragments.add(part);
    }
  };
}

/** Whether the inputs hold the same when they are read again: pipes and files that grow do not. */
export function isReadableTwice({ inputs, follow }: Pick<Options, 'inputs' | 'follow'>): boolean {
  return !follow && inputs.every(isFileOrFolder);
}

/** Also of one that is not there: who opens it tells. */
function isFileOrFolder(path: string): boolean {
  if (path === '-') return false;
  const found = statusOf(path);
  return found === undefined || found.isFile() || found.isDirectory();
}
