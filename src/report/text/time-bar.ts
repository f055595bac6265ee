import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { Palette } from '../format/palette.ts';
import type { Style } from './style.ts';

type Shares = ConnectionRecord['timeShares'];

interface Cause {
  readonly key: Exclude<keyof Shares, 'client' | 'server'>;
  /** Its sign in the bar: the first letter of its English name. */
  readonly sign: string;
  readonly paint: keyof Palette;
}

const CAUSES: readonly Cause[] = [
  { key: 'handshake', sign: 'h', paint: 'strong' },
  { key: 'clientApplication', sign: 'c', paint: 'client' },
  { key: 'serverApplication', sign: 's', paint: 'server' },
  { key: 'sending', sign: 'n', paint: 'good' },
  { key: 'receiverWindow', sign: 'w', paint: 'warning' },
  { key: 'lossRecovery', sign: 'l', paint: 'error' },
];

const COLUMNS = 30;
/** Shares below this are not worth a word. */
const LEAST_SHARE = 0.005;

/**
 * Where a connection's time went, on one line: a bar of letters, and the shares with the words that
 * the letters stand for (`client` and `server` are the applications that were waited for). Empty where the connection took no
 * time, or nothing but a handshake.
 */
export function timeBar({ timeShares }: ConnectionRecord, { paint, words }: Style): string {
  // Nothing but an attempt to open a connection: the ladder tells it.
  if (timeShares.handshake.share === 1) return '';
  let told = 0;
  let columns = 0;
  let bar = '';
  const shares: string[] = [];
  for (const { key, sign, paint: color } of CAUSES) {
    const share = timeShares[key].share ?? 0;
    told += share;
    // Each part ends where the sum of the shares does: so the bar is as long as all of them.
    const end = Math.round(told * COLUMNS);
    bar += paint[color](sign.repeat(end - columns));
    columns = end;
    if (share >= LEAST_SHARE) shares.push(words.story.share(Math.round(share * 100), key, sign));
  }
  return columns === 0 ? '' : `${bar}  ${words.grammar.list(shares)}`;
}
