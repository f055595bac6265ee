import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import { durationText, plural } from '../format/units.ts';
import type { Style } from './style.ts';

type Episode = ConnectionRecord['lossEpisodes'][number];

const FRAMES_SHOWN = 5;
/** No more episodes are told of one direction. */
const MOST_TOLD = 32;

/** What was lost, and how long it took to make that good; empty where nothing was. */
export function lossText({ lossEpisodes }: ConnectionRecord, style: Style): string {
  return (['client', 'server'] as const)
    .map((side) => sideText(side, lossEpisodes, style))
    .filter((text) => text !== '')
    .join('; ');
}

function sideText(side: Side, all: readonly Episode[], style: Style): string {
  const episodes = all.filter(({ from }) => from === side);
  const [first] = episodes;
  if (first === undefined) return '';
  if (episodes.length === 1) return `${side} once, ${firstText(first)}, ${endText(first, style)}`;
  const times = `${episodes.length}${episodes.length === MOST_TOLD ? ' times or more' : ' times'}`;
  return `${side} ${times}, ${framesText(episodes, style)}; ${slowestText(episodes, style)}`;
}

function firstText({ frame, kind }: Episode): string {
  return `first sent again in frame ${frame} (${kind})`;
}

function endText({ recoverySeconds }: Episode, { glyphs }: Style): string {
  return recoverySeconds === null
    ? 'never made good'
    : `made good in ${durationText(recoverySeconds, glyphs)}`;
}

function framesText(episodes: readonly Episode[], { glyphs }: Style): string {
  const shown = episodes.slice(0, FRAMES_SHOWN).map(({ frame }) => frame);
  return `from frames ${shown.join(', ')}${episodes.length > FRAMES_SHOWN ? glyphs.ellipsis : ''}`;
}

/** The longest recovery, and how many had no end. */
function slowestText(episodes: readonly Episode[], { glyphs }: Style): string {
  const over = episodes.filter(({ recoverySeconds }) => recoverySeconds !== null);
  const seconds = ({ recoverySeconds }: Episode) => recoverySeconds ?? 0;
  const [slowest] = [...over].sort((a, b) => seconds(b) - seconds(a));
  const open = episodes.length - over.length;
  return [
    slowest === undefined
      ? ''
      : `longest recovery ${durationText(seconds(slowest), glyphs)} (frame ${slowest.frame}, ${slowest.kind})`,
    open === 0 ? '' : `${plural(open, 'loss', 'losses')} never made good`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}
