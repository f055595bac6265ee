import type { ExplanationRecord, SumRecord } from '../../../model/explain/explanation-record.ts';
import type { FindingRecord } from '../../../model/finding-record.ts';
import { terminalSafeRecord } from '../../format/escape.ts';
import { inputText } from '../../format/path-text.ts';
import { padEnd, padStart, wrap } from '../../format/width.ts';
import type { Reporter, Sink } from '../../reporter.ts';
import { type Style, styleOf, type TextOptions } from '../style.ts';
import { asciiRecord } from './ascii.ts';
import { layerLines } from './part-lines.ts';

const INDENT = 2;
const LABEL_COLUMNS = 16;
const PROSE_COLUMNS = 100;

/** One frame taken apart, as a person reads it. */
export function explanationReporter(sink: Sink, options: TextOptions): Reporter {
  const style = styleOf(options);
  const kept: ExplanationRecord[] = [];
  return {
    begin() {},
    explanation(record) {
      kept.push(record);
    },
    end({ captures }) {
      for (const record of kept) {
        const { standardInput } = style.words.capture;
        const path = inputText(captures[record.capture]?.path ?? '', standardInput);
        const plain = options.unicode ? record : asciiRecord(record);
        const { shown, from } = terminalSafeRecord({ shown: plain, from: path }, options.unicode);
        sink.write(`${explanationLines(shown, from, style).join('\n')}\n`);
      }
    },
  };
}

function explanationLines(record: ExplanationRecord, path: string, style: Style): string[] {
  const { datagram, statements, states, analysis, retransmission, findings } = record;
  const { paint, words } = style;
  const headings = words.explanation;
  const sections: string[][] = [
    headLines(record, path, style),
    ...record.parts.map((part) => layerLines(part, style)),
    ...(datagram === null
      ? []
      : [
          [paint.strong(headings.datagram(datagram.length))],
          ...datagram.parts.map((part) => layerLines(part, style)),
        ]),
    ...record.checksums.map((sum) => sumLines(sum, style)),
    section(
      headings.meaning,
      statements.flatMap(({ topic, text }) => labelled(headings.topic(topic), text, style)),
      style,
    ),
    section(
      headings.states,
      states === null
        ? []
        : [
            ...labelled(words.side.client, states.client.meaning, style, paint.client),
            ...labelled(words.side.server, states.server.meaning, style, paint.server),
          ],
      style,
    ),
    section(
      headings.analysis,
      analysis.flatMap(({ name, why }) => [
        `${' '.repeat(INDENT)}${paint.warning(headings.analysisName(name))}`,
        ...prose(why, style, 2 * INDENT),
      ]),
      style,
    ),
    section(
      headings.retransmission,
      retransmission === null
        ? []
        : [
            ...labelled(
              headings.retransmissionKind(retransmission.kind),
              retransmission.meaning,
              style,
              paint.warning,
            ),
            ...retransmission.evidence.flatMap((text) => labelled('', text, style)),
          ],
      style,
    ),
    section(
      headings.findings,
      findings.flatMap((finding) => findingLines(finding, style)),
      style,
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function headLines(record: ExplanationRecord, path: string, style: Style): string[] {
  const { frame, timestamp, capturedLength, originalLength, linkType } = record;
  const time = `${timestamp.replace('T', ' ').slice(0, -1)} UTC`;
  const { columns, paint, words } = style;
  const headings = words.explanation;
  return [
    ...wrap(headings.frame(frame, path, time), columns).map(paint.strong),
    ...prose(
      words.explain.further(
        headings.lengths(capturedLength, originalLength, linkType),
        record.summary,
      ),
      style,
      0,
    ),
    ...record.remarks.flatMap((remark) => prose(remark, style, 0).map(paint.warning)),
    ...record.comments.flatMap((comment) => labelled(headings.comment, comment, style)),
  ];
}

function section(heading: string, lines: readonly string[], { paint }: Style): string[] {
  return lines.length === 0 ? [] : [paint.strong(heading), ...lines];
}

function prose(text: string, style: Style, indent: number): string[] {
  return wrap(text, Math.min(style.columns, PROSE_COLUMNS), indent);
}

function labelled(
  label: string,
  text: string,
  style: Style,
  paint: (text: string) => string = style.paint.faint,
): string[] {
  const [first = '', ...rest] = prose(text, style, INDENT + LABEL_COLUMNS);
  return [
    `${' '.repeat(INDENT)}${paint(padEnd(label, LABEL_COLUMNS))}${first.trimStart()}`,
    ...rest,
  ];
}

const SUM_COLUMNS = 10;

/** What is added, the words, and the sum so far, flush right in front. */
function sumLines({ protocol, status, steps, meaning }: SumRecord, style: Style): string[] {
  const { paint, words } = style;
  const headings = words.explanation;
  const paintMeaning =
    status === 'invalid' ? paint.error : status === 'valid' ? paint.good : paint.warning;
  return [
    paint.strong(headings.sum(protocol.toUpperCase())),
    ...steps.flatMap(({ name, words: added, sum }) => {
      const text = added === '' ? name : headings.said(name, added);
      const [first = '', ...rest] = prose(text, style, SUM_COLUMNS + INDENT);
      return [
        `${paint.network(padStart(sum, SUM_COLUMNS))}${' '.repeat(INDENT)}${first.trimStart()}`,
        ...rest,
      ];
    }),
    ...prose(meaning, style, INDENT).map(paintMeaning),
  ];
}

function findingLines(
  { severity, message, rfc, doubtReason }: FindingRecord,
  style: Style,
): string[] {
  const { glyphs, paint, words } = style;
  const mark = { info: paint.faint, warning: paint.warning, error: paint.error }[severity];
  const text = words.explanation.finding(message, rfc, doubtReason);
  const [first = '', ...rest] = prose(text, style, INDENT + 2);
  return [`${' '.repeat(INDENT)}${mark(glyphs[severity])} ${first.trimStart()}`, ...rest];
}
