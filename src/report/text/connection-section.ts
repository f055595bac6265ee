import { socketText } from '../../model/address-text.ts';
import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { FindingRecord } from '../../model/finding-record.ts';
import type { LadderRecord } from '../../model/ladder-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import { lastedText } from '../format/units.ts';
import { padEnd, shorten, widthOf, wrap } from '../format/width.ts';
import { VERDICT_PAINT } from './connection-table.ts';
import { ladderLines } from './ladder.ts';
import { lossText } from './loss-text.ts';
import { closingText, openingText, qualityText, trafficText } from './story.ts';
import type { Style } from './style.ts';
import { timeBar } from './time-bar.ts';

const FINDINGS_SHOWN = 10;
const FRAMES_SHOWN = 5;
const INDENT = 2;
const LEAST_RULE = 2;
/** Lines of prose are not longer, whatever the terminal's width: the eye loses them. */
const PROSE_COLUMNS = 100;

/** The story of one connection: how it was opened, what each side sent, how it ended, what is odd. */
export function connectionLines(
  connection: ConnectionRecord,
  ladder: LadderRecord,
  style: Style,
): string[] {
  const { labels } = style.words.report;
  return [
    ...titleLines(connection, style),
    ...prose(openingText(connection, style), style),
    ...ladderLines(ladder, style),
    ...prose(closingText(connection, style), style),
    ...trafficLines('client', connection, style),
    ...trafficLines('server', connection, style),
    ...remark(labels.loss, lossText(connection, style), style),
    ...remark(labels.time, timeBar(connection, style), style),
    ...remark(labels.capture, qualityText(connection, style.words), style),
    ...remark(labels.layers, layersText(connection, style), style),
    ...connection.findings
      .slice(0, FINDINGS_SHOWN)
      .flatMap((finding) => findingLines(finding, style)),
    ...moreFindings(connection, style),
  ];
}

/** Sockets narrower than this are not to be told apart: then the ending has a line of its own. */
const LEAST_SOCKET = 14;

/** Who with whom, when and how it went: as much of it as fits on one line, or on a narrow terminal two. */
function titleLines(connection: ConnectionRecord, style: Style): string[] {
  const { id, verdict } = connection;
  const { columns, glyphs, paint, words } = style;
  const ending = words.grammar.commas([
    words.report.ended[verdict],
    lastedText(connection, glyphs) ?? words.report.clockWentBack,
  ]);
  const fixed = widthOf(`#${id}  ${glyphs.to}   ${ending}`) + LEAST_RULE;
  if (columns - fixed >= 2 * LEAST_SOCKET) return [titleLine(connection, ending, style)];
  const end = ' '.repeat(INDENT) + paint[VERDICT_PAINT[verdict]](ending);
  return [titleLine(connection, '', style), end];
}

function titleLine(
  connection: ConnectionRecord,
  ending: string,
  { columns, glyphs, paint }: Style,
): string {
  const { id, client, server, verdict, start } = connection;
  const fixed = widthOf(`#${id}  ${glyphs.to}   ${ending}`) + LEAST_RULE;
  const socket = ({ address, port }: typeof client): string =>
    shorten(socketText(address, port), Math.floor((columns - fixed) / 2), glyphs.ellipsis);
  const [left, right] = [socket(client), socket(server)];
  const room = columns - fixed - widthOf(left) - widthOf(right);
  const moment = start.replace('T', ' ').slice(0, -'000Z'.length);
  const clock = moment.slice(moment.indexOf(' '));
  const when = [` ${moment}`, clock].find((text) => widthOf(text) <= room) ?? '';
  const rule = glyphs.line.repeat(LEAST_RULE + room - widthOf(when));
  const sockets = `${paint.client(left)} ${glyphs.to} ${paint.server(right)}`;
  const end = ending === '' ? '' : ` ${paint[VERDICT_PAINT[verdict]](ending)}`;
  return `${paint.strong(`#${id}`)} ${sockets} ${paint.faint(rule + when)}${end}`;
}

function prose(text: string, style: Style): string[] {
  return text === '' ? [] : wrap(text, Math.min(style.columns, PROSE_COLUMNS), INDENT);
}

function trafficLines(side: Side, connection: ConnectionRecord, style: Style): string[] {
  const text = trafficText(connection, side, style);
  return connection[side].segments === 0
    ? []
    : labelled(style.words.side[side], text, style, style.paint[side]);
}

function remark(label: string, text: string, style: Style): string[] {
  return text === '' ? [] : labelled(label, text, style, style.paint.faint);
}

const LABEL_COLUMNS = 8;

function labelled(
  label: string,
  text: string,
  style: Style,
  paint: (text: string) => string,
): string[] {
  const hanging = INDENT + LABEL_COLUMNS;
  const [first = '', ...rest] = wrap(text, Math.min(style.columns, PROSE_COLUMNS), hanging);
  return [
    `${' '.repeat(INDENT)}${paint(padEnd(label, LABEL_COLUMNS))}${first.trimStart()}`,
    ...rest,
  ];
}

/** Only what is unusual: everyone expects IP on Ethernet. */
function layersText({ encapsulation }: ConnectionRecord, { words }: Style): string {
  const [first, second, ...more] = encapsulation;
  const isUsual = first === 'ethernet' && (second === 'ipv4' || second === 'ipv6');
  return isUsual && more.every((layer) => layer === 'tcp')
    ? ''
    : words.grammar.items(encapsulation);
}

function findingLines(finding: FindingRecord, style: Style): string[] {
  const { severity, message, doubtful, doubtReason } = finding;
  const { glyphs, paint, words } = style;
  const { grammar, report } = words;
  const doubt = doubtful ? report.finding.doubt(doubtReason) : '';
  const text = grammar.sentences([grammar.withStop(message), evidenceText(finding, style), doubt]);
  const [first = '', ...rest] = wrap(text, Math.min(style.columns, PROSE_COLUMNS), INDENT + 2);
  const mark = { info: paint.faint, warning: paint.warning, error: paint.error }[severity];
  return [`${' '.repeat(INDENT)}${mark(glyphs[severity])} ${first.trimStart()}`, ...rest];
}

function evidenceText({ frames, rfc }: FindingRecord, { glyphs, words }: Style): string {
  const { finding, rfc: reference } = words.report;
  const shown = words.grammar.items(frames.slice(0, FRAMES_SHOWN).map(String));
  const more = frames.length > FRAMES_SHOWN ? `${glyphs.ellipsis}` : '';
  const which = frames.length === 0 ? '' : finding.frames(`${shown}${more}`, frames.length);
  const parts = [which, rfc === null ? '' : reference(rfc)].filter((part) => part !== '');
  return parts.length === 0 ? '' : finding.evidence(parts);
}

function moreFindings({ findings }: ConnectionRecord, { words }: Style): string[] {
  const left = findings.length - FINDINGS_SHOWN;
  return left > 0 ? [`${' '.repeat(INDENT)}${words.report.finding.more(left)}`] : [];
}
