import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { FindingRecord } from '../../model/finding-record.ts';
import { SEVERITIES } from '../../model/vocabulary.ts';
import { plural } from '../format/units.ts';
import { proseText } from './inline.ts';

const FINDINGS_SHOWN = 20;
const FRAMES_SHOWN = 5;

/** What deserves a look in these connections, the gravest first, as a list. */
export function findingList(connections: readonly ConnectionRecord[]): string {
  const found = connections.flatMap(({ id, findings }) =>
    findings.map((finding) => ({ id, finding })),
  );
  const rank = ({ severity }: FindingRecord): number => SEVERITIES.indexOf(severity);
  const ranked = found.toSorted((a, b) => rank(b.finding) - rank(a.finding));
  const lines = ranked
    .slice(0, FINDINGS_SHOWN)
    .map(({ id, finding }) => `- **${finding.severity}**, connection ${id}: ${textOf(finding)}\n`);
  const left = found.length - lines.length;
  return lines.join('') + (left > 0 ? `- and ${plural(left, 'more finding')}\n` : '');
}

function textOf({ message, frames, rfc, doubtful, doubtReason }: FindingRecord): string {
  const shown = frames.slice(0, FRAMES_SHOWN).join(', ');
  const more = frames.length > FRAMES_SHOWN ? '…' : '';
  const evidence = [
    frames.length === 0 ? '' : `${frames.length === 1 ? 'frame' : 'frames'} ${shown}${more}`,
    rfc === null ? '' : proseText(rfc),
  ].filter((part) => part !== '');
  const doubt = doubtReason === null ? '' : `: ${proseText(doubtReason)}`;
  return [
    proseText(message),
    evidence.length === 0 ? '' : `(${evidence.join('; ')})`,
    doubtful ? `In doubt${doubt}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
