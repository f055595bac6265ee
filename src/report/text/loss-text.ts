import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import { spanText, UNKNOWN_SPAN } from '../format/units.ts';
import type { Style } from './style.ts';

type Episode = ConnectionRecord['lossEpisodes'][number];

const FRAMES_SHOWN = 5;
/** No more episodes are told of one direction. */
const MOST_TOLD = 32;

/** What was lost, and how long it took to make that good; empty where nothing was. */
export function lossText({ lossEpisodes }: ConnectionRecord, style: Style): string {
  const texts = (['client', 'server'] as const).map((side) => sideText(side, lossEpisodes, style));
  return style.words.grammar.clauses(texts);
}

function sideText(side: Side, all: readonly Episode[], style: Style): string {
  const { loss } = style.words.story;
  const episodes = all.filter(({ from }) => from === side);
  const [first] = episodes;
  if (first === undefined) return '';
  const { length } = episodes;
  if (length === 1) return loss.once(side, first.frame, first.kind, endText(first, style));
  const frames = framesText(episodes, style);
  return loss.several(side, length, length === MOST_TOLD, frames, slowestText(episodes, style));
}

function endText({ recoverySeconds }: Episode, { glyphs, words }: Style): string {
  const { neverMadeGood, madeGood } = words.story.loss;
  return recoverySeconds === null
    ? neverMadeGood
    : madeGood(spanText(recoverySeconds, glyphs) ?? UNKNOWN_SPAN);
}

function framesText(episodes: readonly Episode[], { glyphs, words }: Style): string {
  const shown = episodes.slice(0, FRAMES_SHOWN).map(({ frame }) => String(frame));
  return `${words.grammar.items(shown)}${episodes.length > FRAMES_SHOWN ? glyphs.ellipsis : ''}`;
}

/** The longest recovery, and how many had no end. */
function slowestText(episodes: readonly Episode[], { glyphs, words }: Style): string {
  const { loss } = words.story;
  const over = episodes.filter(({ recoverySeconds }) => recoverySeconds !== null);
  const seconds = ({ recoverySeconds }: Episode) => recoverySeconds ?? 0;
  const [slowest] = [...over].sort((a, b) => seconds(b) - seconds(a));
  const open = episodes.length - over.length;
  return words.grammar.commas([
    slowest === undefined
      ? ''
      : loss.slowest(
          spanText(seconds(slowest), glyphs) ?? UNKNOWN_SPAN,
          slowest.frame,
          slowest.kind,
        ),
    open === 0 ? '' : loss.open(open),
  ]);
}
