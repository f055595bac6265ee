import type { TotalsRecord } from '../../model/totals-record.ts';
import { VERDICTS, type Verdict } from '../../model/verdict.ts';
import { countText, plural } from '../format/units.ts';
import { notDecodedText } from './capture-section.ts';

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  closed: 'closed cleanly',
  reset: 'reset',
  refused: 'refused',
  unanswered: 'unanswered',
  open: 'still open',
  evicted: 'let go to bound memory',
  timeout: 'idle for too long',
};

/** The whole result in one sentence. */
export function verdictText(totals: TotalsRecord): string {
  const { connections, byVerdict, retransmittedSegments, connectionsWithRetransmissions } = totals;
  if (connections === 0) return nothingText(totals);
  const counts = VERDICTS.filter((verdict) => byVerdict[verdict] > 0).map((verdict) =>
    connections === 1
      ? VERDICT_WORDS[verdict]
      : `${countText(byVerdict[verdict])} ${VERDICT_WORDS[verdict]}`,
  );
  const again =
    retransmittedSegments === 0
      ? 'no retransmissions'
      : `${plural(retransmittedSegments, 'retransmission')}${inSome(connectionsWithRetransmissions, connections)}`;
  return `${plural(connections, 'connection')}: ${counts.join(', ')}; ${again}.`;
}

function inSome(some: number, all: number): string {
  return all === 1 ? '' : ` in ${countText(some)} of them`;
}

function nothingText({ packets, packetsNotDecoded }: TotalsRecord): string {
  if (packets === 0) return 'No packets.';
  const others = notDecodedText(packetsNotDecoded);
  return `No TCP connection in ${plural(packets, 'packet')}${others === '' ? '' : `: ${others}`}.`;
}
