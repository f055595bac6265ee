import { socketText } from '../../model/address-text.ts';
import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { FindingRecord } from '../../model/finding-record.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { Severity } from '../../model/vocabulary.ts';
import { lastedText, octetsText, spanText, UNKNOWN_SPAN } from '../format/units.ts';
import { shorten } from '../format/width.ts';
import { sentBy } from './sent-by.ts';
import type { Style } from './style.ts';
import { type Column, tableLines } from './table.ts';

/** The connections as a table; what the terminal has no room for is left out, least needed first. */
export function connectionTableLines(
  connections: readonly ConnectionRecord[],
  style: Style,
): string[] {
  return tableLines(connections, columnsOf(style), style);
}

function columnsOf({ glyphs, paint, words }: Style): Column<ConnectionRecord>[] {
  const { heads, opened, ended } = words.report;
  const kinds: Readonly<Record<string, string | undefined>> = words.findings.kinds;
  const duration = (seconds: number): string => spanText(seconds, glyphs) ?? UNKNOWN_SPAN;
  const count = (value: number): string => (value === 0 ? '' : `${value}`);
  return [
    { head: heads.id, rank: 0, isNumber: true, text: ({ id }) => `${id}` },
    {
      head: heads.client,
      rank: 0,
      shrink: shorten,
      paint: paint.client,
      text: ({ client }) => socketText(client.address, client.port),
    },
    {
      head: heads.server,
      rank: 0,
      shrink: shorten,
      paint: paint.server,
      text: ({ server }) => socketText(server.address, server.port),
    },
    {
      head: heads.start,
      rank: 6,
      isNumber: true,
      text: ({ startElapsedSeconds }) =>
        startElapsedSeconds === 0 ? '' : duration(startElapsedSeconds),
    },
    { head: heads.opened, rank: 8, text: ({ handshake }) => opened[handshake.kind] },
    {
      head: heads.ended,
      rank: 0,
      paint: (text, { verdict }) => paint[VERDICT_PAINT[verdict]](text),
      text: ({ verdict }) => ended[verdict],
    },
    {
      head: heads.by,
      rank: 7,
      text: ({ teardown: { initiator } }) => (initiator === null ? '' : words.side[initiator]),
    },
    {
      head: heads.took,
      rank: 2,
      isNumber: true,
      text: (connection) => lastedText(connection, glyphs) ?? UNKNOWN_SPAN,
    },
    {
      head: heads.sent,
      rank: 3,
      isNumber: true,
      text: ({ client }) => octetsText(sentBy(client).payloadBytes),
    },
    {
      head: heads.received,
      rank: 3,
      isNumber: true,
      text: ({ server }) => octetsText(sentBy(server).payloadBytes),
    },
    {
      head: heads.rtt,
      rank: 4,
      isNumber: true,
      text: ({ handshake }) =>
        handshake.rttSeconds === null ? '' : duration(handshake.rttSeconds),
    },
    {
      head: heads.again,
      rank: 1,
      isNumber: true,
      paint: paint.warning,
      text: ({ client, server }) =>
        count(client.retransmittedSegments + server.retransmittedSegments),
    },
    { head: 'Zeek', rank: 9, text: ({ connState }) => connState },
    {
      head: heads.lookAt,
      rank: 5,
      paint: (text, { findings }) =>
        paint[FINDING_PAINT[gravest(findings)?.severity ?? 'info']](text),
      text: ({ findings }) => {
        const kind = gravest(findings)?.kind;
        return kind === undefined ? '' : (kinds[kind] ?? kind);
      },
    },
  ];
}

export const VERDICT_PAINT = {
  closed: 'good',
  reset: 'error',
  refused: 'error',
  unanswered: 'error',
  open: 'warning',
  evicted: 'warning',
  timeout: 'warning',
} as const satisfies Record<Verdict, keyof Style['paint']>;

const FINDING_PAINT = {
  info: 'faint',
  warning: 'warning',
  error: 'error',
} as const satisfies Record<Severity, keyof Style['paint']>;

/** The first of the gravest: the list begins with it. Mere remarks are not worth a column. */
function gravest(findings: readonly FindingRecord[]): FindingRecord | undefined {
  return findings.find(({ severity }) => severity !== 'info');
}
