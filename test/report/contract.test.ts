import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../src/model/schema/index.ts';
import { jsonReporter } from '../../src/report/json.ts';
import { ndjsonReporter } from '../../src/report/ndjson.ts';
import type { Reporter, Result, Sink } from '../../src/report/reporter.ts';
import { segmentsTextReporter } from '../../src/report/segments-text.ts';
import { textReporter } from '../../src/report/text/reporter.ts';
import {
  capture,
  connection,
  diagnostic,
  header,
  sampleConnections,
  segment,
  totals,
} from './samples.ts';

// What every reporter must hold to, whatever it prints.

const plain = { color: 0, unicode: true, absoluteNumbers: false } as const;

const REPORTERS: Readonly<Record<string, (sink: Sink) => Reporter>> = {
  json: (sink) => jsonReporter(sink, 'connections'),
  'json of segments': (sink) => jsonReporter(sink, 'segments'),
  ndjson: (sink) => ndjsonReporter(sink, 'connections'),
  'ndjson of segments': (sink) => ndjsonReporter(sink, 'segments'),
  text: (sink) => textReporter(sink, { ...plain, columns: 80, stories: 10 }),
  'text of segments': (sink) => segmentsTextReporter(sink, { ...plain, timeFormat: 'a' }),
};

const nothing: Result = {
  captures: [
    capture({ packets: 0, bytes: 0, tcpSegments: 0, firstTimestamp: null, lastTimestamp: null }),
  ],
  totals: totals({ packets: 0, tcpSegments: 0, connections: 0, selectedConnections: 0 }),
  diagnostics: [],
};
const something: Result = { captures: [capture()], totals: totals(), diagnostics: [diagnostic] };

function report(
  make: (sink: Sink) => Reporter,
  result: Result,
  records = sampleConnections,
): string {
  let written = '';
  const reporter = make({
    write(text) {
      written += text;
    },
  });
  reporter.begin(header);
  for (const record of records) {
    reporter.segment?.(segment({ connection: record.id }));
    reporter.connection?.(record);
  }
  reporter.end(result);
  return written;
}

/** Puts a text into every place that a capture, or the person who named it, can fill. */
function filledWith(text: string): Parameters<typeof report>[2] {
  return [
    connection({
      encapsulation: ['ethernet', text, text],
      transitions: connection().transitions.map((transition) => ({ ...transition, cause: text })),
      findings: [
        {
          kind: 'odd',
          severity: 'error',
          frames: [1],
          endpoint: null,
          message: text,
          rfc: text,
          doubtful: true,
          doubtReason: text,
        },
      ],
    }),
  ];
}

describe.each(Object.entries(REPORTERS))('the %s reporter', (name, make) => {
  it('writes no colours when it is to write none', () => {
    expect(report(make, something)).not.toContain('\u001b');
  });

  it('ends with a line break, also for an empty capture', () => {
    expect(report(make, something)).toMatch(/\n$/);
    const empty = report(make, nothing, []);
    if (name !== 'text of segments') expect(empty).toMatch(/[^\n]\n$/);
  });

  it('writes the same for the same records', () => {
    expect(report(make, something)).toBe(report(make, something));
  });

  it('lets no control or invisible character through', () => {
    const hostile = '\u001b]0;owned\u0007\u001b[2J\r\n\u202egnp.exe\u200b\u0085\ud800 \u009b31m';
    const result = {
      ...something,
      captures: [
        capture({
          path: hostile,
          packetsNotDecoded: { [hostile]: 1 },
          linkTypes: [{ number: 1, name: hostile }],
          comments: [{ subject: 'section', frame: null, text: hostile }],
        }),
      ],
    };
    const written = report(make, result, filledWith(hostile));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    if (name.startsWith('text'))
      expect(written).not.toMatch(/[\u0080-\u009f\u200b\u202e]|\p{Surrogate}/u);
  });
});

describe('the JSON reporters', () => {
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const conform = (name: string, value: unknown): void => {
    const make = SCHEMAS[name];
    const validate = ajv.getSchema(`urn:tcpdissect:1:${name}`) ?? ajv.compile(make?.() ?? false);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  };
  const reporterOf = (name: string): ((sink: Sink) => Reporter) =>
    REPORTERS[name] ?? (() => expect.unreachable(name));

  it.each([
    ['json', 'document'],
    ['json of segments', 'segments-document'],
  ])('%s writes one document of the schema %s', (reporter, schema) => {
    conform(schema, JSON.parse(report(reporterOf(reporter), something)));
    conform(schema, JSON.parse(report(reporterOf(reporter), nothing, [])));
  });

  it.each([
    ['ndjson', 'connection'],
    ['ndjson of segments', 'segment'],
  ])('%s writes a header, %s records, captures, diagnostics and totals', (reporter, type) => {
    const lines = report(reporterOf(reporter), something).trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { type: string });
    for (const record of records) conform('record', record);
    const types = records.map((record) => record.type);
    expect(types).toEqual(['header', type, type, type, type, 'capture', 'diagnostic', 'totals']);
  });
});
