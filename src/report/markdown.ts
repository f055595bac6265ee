import type { CaptureRecord } from '../model/capture-record.ts';
import { wasCaptureSetBack } from '../model/clock-set-back.ts';
import type { ConnectionRecord } from '../model/connection-record.ts';
import type { DiagnosticRecord } from '../model/diagnostic-record.ts';
import type { TotalsRecord } from '../model/totals-record.ts';
import { ENGLISH } from '../words/en/index.ts';
import { ASCII, type Glyphs, UNICODE } from './format/glyphs.ts';
import { inputText } from './format/path-text.ts';
import { countText, plural } from './format/units.ts';
import { connectionTable } from './markdown/connections.ts';
import { findingList } from './markdown/findings.ts';
import { codeText, proseText } from './markdown/inline.ts';
import { segmentsMarkdownReporter } from './markdown/segments.ts';
import type { Reporter, Rows, Sink } from './reporter.ts';
import { packetsText } from './text/capture-section.ts';
import { verdictText } from './text/verdict-line.ts';

const CAPTURES_SHOWN = 3;
const DIAGNOSTICS_SHOWN = 5;

export interface MarkdownOptions {
  /** False for ASCII alone. */
  readonly unicode: boolean;
}

/**
 * A summary to paste into an issue or to add to that of a CI run: the verdict, a table, findings.
 * Like the text it keeps the connections it is given, so whoever gives them bounds their number.
 */
export function markdownReporter(sink: Sink, rows: Rows, { unicode }: MarkdownOptions): Reporter {
  const glyphs = unicode ? UNICODE : ASCII;
  if (rows === 'segments') return segmentsMarkdownReporter(sink, glyphs);
  const connections: ConnectionRecord[] = [];
  return {
    begin() {},
    connection(record) {
      connections.push(record);
    },
    tellsInterruption: true,
    end({ captures, totals, diagnostics }) {
      const sections = [
        `**${proseText(verdictText(totals, ENGLISH))}**\n`,
        captureSection(captures, totals, glyphs),
        connections.length === 0 ? '' : connectionTable(connections, glyphs),
        restText(connections.length, totals),
        findingList(connections),
        diagnosticList(diagnostics),
      ];
      sink.write(sections.filter((section) => section !== '').join('\n'));
    },
  };
}

function captureSection(
  captures: readonly CaptureRecord[],
  totals: TotalsRecord,
  glyphs: Glyphs,
): string {
  const lines =
    captures.length > CAPTURES_SHOWN
      ? [
          `${plural(captures.length, 'capture')}, ${packetsOf(totals, captures.some(wasCaptureSetBack), glyphs)}`,
        ]
      : captures.map(
          (capture) =>
            `${inputCode(capture.path)}: ${packetsOf(capture, wasCaptureSetBack(capture), glyphs)}`,
        );
  const interrupted = totals.interrupted ? [ENGLISH.report.interrupted] : [];
  return [...lines, ...interrupted].map((line) => `- ${line}\n`).join('');
}

function packetsOf(
  facts: CaptureRecord | TotalsRecord,
  isSetBack: boolean,
  glyphs: Glyphs,
): string {
  return `packets ${proseText(packetsText(facts, isSetBack, { glyphs, words: ENGLISH }))}`;
}

function restText(shown: number, { selectedConnections }: TotalsRecord): string {
  const left = selectedConnections - shown;
  return left > 0
    ? `${countText(left)} of ${plural(selectedConnections, 'connection')} not shown.\n`
    : '';
}

function inputCode(path: string): string {
  return codeText(inputText(path, ENGLISH.capture.standardInput));
}

/** What went wrong: who reads a summary does not see standard error. */
function diagnosticList(diagnostics: readonly DiagnosticRecord[]): string {
  const lines = diagnostics.slice(0, DIAGNOSTICS_SHOWN).map(({ severity, path, message }) => {
    const subject = path === null ? '' : `, ${inputCode(path)}`;
    return `- **${severity}**${subject}: ${proseText(message)}\n`;
  });
  const left = diagnostics.length - lines.length;
  return lines.join('') + (left > 0 ? `- and ${plural(left, 'more diagnostic')}\n` : '');
}
