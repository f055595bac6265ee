import type {
  LadderMark,
  LadderRun,
  LadderSegment,
  Passed,
  SynOptions,
} from '../../model/ladder-record.ts';
import { countText } from '../../words/numbers.ts';
import { octetsText, spanText, UNKNOWN_SPAN } from '../format/units.ts';
import type { Style } from './style.ts';

/** What is to be said of a row, in one sentence without a stop; empty where there is nothing. */
export function noteText(row: LadderSegment, style: Style): string {
  const parts = row.marks.map((mark) => markText(mark, row, style));
  return style.words.grammar.clauses([...parts, severalText(row, style)]);
}

function markText(mark: LadderMark, row: LadderSegment, { words: { ladder } }: Style): string {
  const { segments } = row;
  switch (mark.kind) {
    case 'retransmission':
      return ladder.retransmission(mark.cause, mark.originalFrame, mark.lost, segments);
    case 'duplicate-ack':
      return ladder.duplicateAck(mark.number, mark.ofFrame, segments);
    case 'analysis':
      return mark.name === 'window_update' && row.scaledWindow !== null
        ? ladder.windowUpdate(octetsText(row.scaledWindow))
        : ladder.analysis[mark.name];
    case 'checksum':
      return ladder.checksum(mark.protocol);
    default:
      return ladder.remarks[mark.kind];
  }
}

/** What else a row stands for. */
function severalText(row: LadderSegment, { glyphs, words }: Style): string {
  if (row.segments === 1) return '';
  const span = spanText(row.lastElapsedSeconds - row.elapsedSeconds, glyphs) ?? UNKNOWN_SPAN;
  const data = row.payloadBytes === 0 ? '' : octetsText(row.payloadBytes);
  return words.ladder.several(data, row.lastFrame, span);
}

/** What passed in one direction of a run, from the fullest wording to the shortest. */
export function runLabels(passed: Passed, run: LadderRun, { glyphs, words }: Style): string[] {
  const { dataSegments, payloadBytes } = passed;
  const { commas } = words.grammar;
  const span = spanText(run.lastElapsedSeconds - run.elapsedSeconds, glyphs) ?? UNKNOWN_SPAN;
  const count = words.ladder.segments(dataSegments);
  const size = octetsText(payloadBytes);
  const took = dataSegments === 1 ? '' : span;
  return [commas([count, size, took]), commas([count, size]), size, countText(dataSegments)];
}

/** What a SYN offers, in the shorthand of the field: `mss 1460 ws 10 sack ts`. */
export function synOptionsText(options: SynOptions | null): string {
  if (options === null) return '';
  const { mss, windowScale, sackPermitted, timestamps, fastOpen, mptcp } = options;
  return [
    mss === null ? '' : `mss ${mss}`,
    windowScale === null ? '' : `ws ${windowScale}`,
    sackPermitted ? 'sack' : '',
    timestamps ? 'ts' : '',
    fastOpen ? 'tfo' : '',
    mptcp ? 'mptcp' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
