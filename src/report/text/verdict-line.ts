import type { TotalsRecord } from '../../model/totals-record.ts';
import { VERDICTS } from '../../model/verdict.ts';
import type { Words } from '../../words/words.ts';
import { notDecodedText } from './capture-section.ts';

/** The whole result in one sentence. */
export function verdictText(totals: TotalsRecord, words: Words): string {
  const { connections, byVerdict, retransmittedSegments, connectionsWithRetransmissions } = totals;
  const { verdict: said } = words.report;
  if (connections === 0) return nothingText(totals, words);
  const counts = VERDICTS.filter((verdict) => byVerdict[verdict] > 0).map((verdict) =>
    connections === 1 ? said.one[verdict] : said.many(verdict, byVerdict[verdict]),
  );
  const again =
    retransmittedSegments === 0
      ? said.noRetransmissions
      : said.retransmissions(
          retransmittedSegments,
          connections === 1 ? null : connectionsWithRetransmissions,
        );
  const whole = said.whole(connections, counts, again);
  return totals.selectedConnections === 0 ? said.noneSelected(whole) : whole;
}

function nothingText({ packets, packetsNotDecoded }: TotalsRecord, words: Words): string {
  const { noPackets, noConnection } = words.report.verdict;
  if (packets === 0) return noPackets;
  return noConnection(packets, notDecodedText(packetsNotDecoded, words));
}
