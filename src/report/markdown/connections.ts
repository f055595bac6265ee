import { socketText } from '../../model/address-text.ts';
import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { Glyphs } from '../format/glyphs.ts';
import { countText, lastedText, octetsText, spanText, UNKNOWN_SPAN } from '../format/units.ts';
import { sentBy } from '../text/sent-by.ts';
import { codeCell } from './inline.ts';
import { type MarkdownColumn, tableHead, tableRow } from './table.ts';

export function connectionTable(connections: readonly ConnectionRecord[], glyphs: Glyphs): string {
  const columns = columnsOf(glyphs);
  const rows = connections.map((connection) => tableRow(connection, columns));
  return tableHead(columns) + rows.join('');
}

function columnsOf(glyphs: Glyphs): MarkdownColumn<ConnectionRecord>[] {
  const duration = (seconds: number): string => spanText(seconds, glyphs) ?? UNKNOWN_SPAN;
  return [
    { head: 'id', isNumber: true, cell: ({ id }) => `${id}` },
    { head: 'client', cell: ({ client }) => codeCell(socketText(client.address, client.port)) },
    { head: 'server', cell: ({ server }) => codeCell(socketText(server.address, server.port)) },
    { head: 'ended', cell: ({ verdict }) => verdict },
    { head: 'by', cell: ({ teardown }) => teardown.initiator ?? '' },
    {
      head: 'took',
      isNumber: true,
      cell: (connection) => lastedText(connection, glyphs) ?? UNKNOWN_SPAN,
    },
    { head: 'sent', isNumber: true, cell: ({ client }) => octetsText(sentBy(client).payloadBytes) },
    {
      head: 'received',
      isNumber: true,
      cell: ({ server }) => octetsText(sentBy(server).payloadBytes),
    },
    {
      head: 'RTT',
      isNumber: true,
      cell: ({ handshake }) =>
        handshake.rttSeconds === null ? '' : duration(handshake.rttSeconds),
    },
    {
      head: 'sent again',
      isNumber: true,
      cell: ({ client, server }) =>
        countText(client.retransmittedSegments + server.retransmittedSegments),
    },
  ];
}
