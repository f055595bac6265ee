import { FINDING_KINDS, type FindingKind } from '../tcp/conformance/kinds.ts';
import { type Connection, clientOf } from '../tcp/connection.ts';
import * as words from '../tcp/journal.ts';
import type { FindingRecord } from './finding-record.ts';
import { doubtOf } from './findings/doubts.ts';
import type { FindingWords } from './findings/finding-words.ts';
import { FINDING_RULES, type FoundFinding } from './findings/rules.ts';
import { SEVERITIES } from './vocabulary.ts';

/** Findings whose sentence has their number already. */
const COUNTS_ITSELF: ReadonlySet<FindingKind> = new Set([
  'unanswered',
  'handshake-retransmitted',
  'retransmissions',
]);

/** What deserves a look in a connection, the gravest first, of one gravity in their order in time. */
export function findingsOf(connection: Connection, catalogue: FindingWords): FindingRecord[] {
  if (connection.row.findingHead === 0) return [];
  const entries = entriesOf(connection);
  const { journal } = connection;
  const records = entries
    .filter((entry) => journal.count(entry) > 0)
    .map((first) => ({
      record: describe(connection, first, framesOf(connection, first, entries), catalogue),
      severity: words.findingSeverity(journal.word(first)),
      time: journal.time(first),
    }));
  records.sort((a, b) => b.severity - a.severity || a.time - b.time);
  return records.map(({ record }) => record);
}

/** The entries of all findings that stand. */
function entriesOf({ journal, row }: Connection): number[] {
  const entries: number[] = [];
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--) {
    const word = journal.word(entry);
    if (words.entryKind(word) === words.FINDING && (word & words.WITHDRAWN) === 0) {
      entries.push(entry);
    }
    if (left > 1) entry = journal.next(entry);
  }
  return entries;
}

function framesOf({ journal }: Connection, first: number, entries: readonly number[]): number[] {
  const word = journal.word(first);
  return entries
    .filter((entry) => {
      const other = journal.word(entry);
      const isSameKind = words.findingCode(other) === words.findingCode(word);
      return isSameKind && words.entrySide(other) === words.entrySide(word);
    })
    .map((entry) => journal.frame(entry))
    .filter((frame) => frame !== 0);
}

function describe(
  connection: Connection,
  first: number,
  frames: number[],
  catalogue: FindingWords,
): FindingRecord {
  const { journal, low, high } = connection;
  const word = journal.word(first);
  const kind = FINDING_KINDS[words.findingCode(word)] ?? 'reset';
  const endpoint = words.entrySide(word) === 0 ? low : high;
  const isClient = endpoint === clientOf(connection);
  const found: FoundFinding = {
    connection,
    who: isClient ? 'client' : 'server',
    other: isClient ? 'server' : 'client',
    endpoint,
    peer: endpoint === low ? high : low,
    count: journal.count(first),
    a: journal.sequence(first),
    b: journal.acknowledgment(first),
  };
  const rule = FINDING_RULES[kind];
  const times = COUNTS_ITSELF.has(kind) ? 1 : found.count;
  const doubt = doubtOf(kind, found);
  return {
    kind,
    severity: SEVERITIES[words.findingSeverity(word)] ?? 'info',
    frames,
    endpoint: found.who,
    message: catalogue.whole(rule.say(found, catalogue), times),
    rfc: rule.rfc,
    doubtful: doubt !== null,
    doubtReason: doubt === null ? null : catalogue.doubts[doubt],
  };
}
