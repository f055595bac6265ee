import type { ExplanationRecord, SumRecord } from '../../../model/explain/explanation-record.ts';
import type { FindingRecord } from '../../../model/finding-record.ts';
import { terminalSafeRecord } from '../../format/escape.ts';
import { padEnd, padStart, wrap } from '../../format/width.ts';
import type { Reporter, Sink } from '../../reporter.ts';
import { type Style, styleOf, type TextOptions } from '../style.ts';
import { asciiRecord } from './ascii.ts';
import { layerLines } from './part-lines.ts';
import { HEADINGS } from './words.ts';

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
        const path = captures[record.capture]?.path ?? '';
        const plain = options.unicode ? record : asciiRecord(record);
        const { shown, from } = terminalSafeRecord({ shown: plain, from: path }, options.unicode);
        sink.write(`${explanationLines(shown, from, style).join('\n')}\n`);
      }
    },
  };
}

function explanationLines(record: ExplanationRecord, path: string, style: Style): string[] {
  const { datagram, statements, states, analysis, retransmission, findings } = record;
  const { paint } = style;
  const sections: string[][] = [
    headLines(record, path, style),
    ...record.parts.map((part) => layerLines(part, style)),
    ...(datagram === null
      ? []
      : [
          [paint.strong(HEADINGS.datagram(datagram.length))],
          ...datagram.parts.map((part) => layerLines(part, style)),
        ]),
    ...record.checksums.map((sum) => sumLines(sum, style)),
    section(
      HEADINGS.meaning,
      statements.flatMap(({ topic, text }) => labelled(topic, text, style)),
      style,
    ),
    section(
      HEADINGS.states,
      states === null
        ? []
        : [
            ...labelled('client', states.client.meaning, style, paint.client),
            ...labelled('server', states.server.meaning, style, paint.server),
          ],
      style,
    ),
    section(
      HEADINGS.analysis,
      analysis.flatMap(({ name, why }) => [
        `${' '.repeat(INDENT)}${paint.warning(name)}`,
        ...prose(why, style, 2 * INDENT),
      ]),
      style,
    ),
    section(
      HEADINGS.retransmission,
      retransmission === null
        ? []
        : [
            ...labelled(retransmission.kind, retransmission.meaning, style, paint.warning),
            ...retransmission.evidence.flatMap((text) => labelled('', text, style)),
          ],
      style,
    ),
    section(
      HEADINGS.findings,
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
  const { columns, paint } = style;
  return [
    ...wrap(HEADINGS.frame(frame, path, time), columns).map(paint.strong),
    ...prose(
      `${HEADINGS.lengths(capturedLength, originalLength, linkType)}. ${record.summary}`,
      style,
      0,
    ),
    ...record.remarks.flatMap((remark) => prose(remark, style, 0).map(paint.warning)),
    ...record.comments.flatMap((comment) => labelled(HEADINGS.comment, comment, style)),
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
  const { paint } = style;
  const paintMeaning =
    status === 'invalid' ? paint.error : status === 'valid' ? paint.good : paint.warning;
  return [
    paint.strong(HEADINGS.sum(protocol.toUpperCase())),
    ...steps.flatMap(({ name, words, sum }) => {
      const text = words === '' ? name : `${name}: ${words}`;
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
  const { glyphs, paint } = style;
  const mark = { info: paint.faint, warning: paint.warning, error: paint.error }[severity];
  const text = [
    message,
    rfc === null ? '' : `(${rfc})`,
    doubtReason === null ? '' : `In doubt: ${doubtReason}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
  const [first = '', ...rest] = prose(text, style, INDENT + 2);
  return [`${' '.repeat(INDENT)}${mark(glyphs[severity])} ${first.trimStart()}`, ...rest];
}
