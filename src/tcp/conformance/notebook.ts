import type { Journal } from '../journal.ts';
import * as words from '../journal.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { CODE, ERROR, WARNING } from './codes.ts';
import type { FindingKind } from './kinds.ts';

/** Frames that are kept of one kind of finding per endpoint; further ones are counted. */
const MOST_OF_A_KIND = 8;
/** Entries of the journal that findings of one connection may take, whoever sends what. */
const MOST_ENTRIES = 96;

/** What makes two findings the same kind: everything but severity and marks. */
const SAME_KIND = words.packFinding(1, 0xff, 0) | 7;

/** Where a finding lies, and two values that its sentence is made of. */
export interface Finding {
  kind: FindingKind;
  /** 0 low, 1 high. */
  side: number;
  severity: number;
  /** 0: no frame shows it. */
  frame: number;
  /** Nanoseconds. */
  time: number;
  /** 32-bit integers whose meaning is the kind's own. */
  a: number;
  b: number;
}

/**
 * Writes findings into the journal: per connection, kind and endpoint the first with its values, the
 * frames of some that follow, and how many there were in all. The firsts hang from `findingHead`.
 */
export class Notebook {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Notes what a segment shows of an endpoint. Returns the entry of the first of its kind; 0 where none is kept. */
  note(
    segment: Segment,
    endpoint: EndpointRow,
    kind: FindingKind,
    severity: number,
    a = 0,
    b = 0,
  ): number {
    const { frame, time } = segment;
    const side = endpoint.at === segment.low.at ? 0 : 1;
    return this.write(segment.connection, { kind, side, severity, frame, time, a, b });
  }

  write(connection: ConnectionRow, finding: Finding): number {
    const journal = this.#journal;
    const { kind, side, severity, frame } = finding;
    const word = words.packFinding(side, CODE[kind], severity);
    let entries = 0;
    for (let first = connection.findingHead; first !== 0; first = journal.link(first)) {
      entries += Math.min(journal.count(first), MOST_OF_A_KIND);
      const firstWord = journal.word(first);
      if (((firstWord ^ word) & SAME_KIND) !== 0 || (firstWord & words.WITHDRAWN) !== 0) continue;
      const count = journal.count(first) + 1;
      journal.setCount(first, count);
      if (count <= MOST_OF_A_KIND && frame !== 0) this.#append(connection, word, finding, 0);
      return first;
    }
    if (entries >= MOST_ENTRIES) return 0;
    const first = this.#append(connection, word, finding, connection.findingHead);
    journal.setCount(first, 1);
    connection.findingHead = first;
    countSeverity(connection, severity, 1);
    return first;
  }

  /** Takes back the first of an endpoint's kind, with all that followed it. */
  withdraw(connection: ConnectionRow, side: number, kind: FindingKind): void {
    const journal = this.#journal;
    const word = words.packFinding(side, CODE[kind], 0);
    let entry = connection.journalHead;
    for (let left = connection.journalLength; left > 0; left--) {
      const found = journal.word(entry);
      if (((found ^ word) & SAME_KIND) === 0 && (found & words.WITHDRAWN) === 0) {
        journal.setWord(entry, found | words.WITHDRAWN);
        if (journal.count(entry) > 0) countSeverity(connection, words.findingSeverity(found), -1);
      }
      if (left > 1) entry = journal.next(entry);
    }
  }

  #append(connection: ConnectionRow, word: number, finding: Finding, link: number): number {
    const entry = this.#journal.append(connection);
    const { frame, time, a, b } = finding;
    this.#journal.fill(entry, word, frame, time, a, b, link);
    this.#journal.setCount(entry, 0);
    return entry;
  }
}

function countSeverity(connection: ConnectionRow, severity: number, by: number): void {
  if (severity === ERROR) connection.errorFindings += by;
  else if (severity === WARNING) connection.warningFindings += by;
  else connection.infoFindings += by;
}
