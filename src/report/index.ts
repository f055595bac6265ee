import type { TimeFormat } from './format/time.ts';
import type { Reporter, Rows, Sink } from './reporter.ts';
import type { TextOptions } from './text/style.ts';

/** What a reporter may want to know beside the records; those for programs want nothing. */
export interface ReportOptions extends TextOptions {
  readonly timeFormat: TimeFormat;
  /** See `SegmentsTextOptions`. */
  readonly foldAt: number | undefined;
}

type MakeReporter = (sink: Sink, rows: Rows, options: ReportOptions) => Promise<Reporter>;

/**
 * Every format by its name on the command line (`--format`). Each is loaded when it is asked for:
 * a filter in a pipe does not wait for the libraries of the report that a person reads.
 */
export const REPORTERS = {
  async text(sink, rows, options) {
    if (rows === 'segments') {
      const { segmentsTextReporter } = await import('./segments-text.ts');
      return segmentsTextReporter(sink, options);
    }
    if (rows === 'explanations') {
      const { explanationReporter } = await import('./text/explain/reporter.ts');
      return explanationReporter(sink, options);
    }
    const { textReporter } = await import('./text/reporter.ts');
    return textReporter(sink, options);
  },
  async json(sink, rows) {
    const { jsonReporter } = await import('./json.ts');
    return jsonReporter(sink, rows);
  },
  async ndjson(sink, rows) {
    const { ndjsonReporter } = await import('./ndjson.ts');
    return ndjsonReporter(sink, rows);
  },
  async csv(sink, rows) {
    const { csvReporter } = await import('./csv.ts');
    return csvReporter(sink, rows);
  },
  async markdown(sink, rows, options) {
    const { markdownReporter } = await import('./markdown.ts');
    return markdownReporter(sink, rows, options);
  },
  async mermaid(sink, rows, options) {
    const { mermaidReporter } = await import('./mermaid.ts');
    return mermaidReporter(sink, rows, options);
  },
} as const satisfies Readonly<Record<string, MakeReporter>>;

export type Format = keyof typeof REPORTERS;

const EVERY_FORMAT = Object.keys(REPORTERS) as Format[];

/** The formats that there are for each kind of row. */
export const FORMATS_OF: Readonly<Record<Rows, readonly Format[]>> = {
  connections: EVERY_FORMAT,
  segments: EVERY_FORMAT,
  explanations: ['text', 'json', 'ndjson'],
};
