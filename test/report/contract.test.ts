import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ConnectionRecord } from '../../src/model/connection-record.ts';
import { SCHEMAS } from '../../src/model/schema/index.ts';
import { REPORTERS, type ReportOptions } from '../../src/report/index.ts';
import type { Reporter, Result } from '../../src/report/reporter.ts';
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

const options: ReportOptions = {
  columns: 80,
  color: 0,
  unicode: true,
  absoluteNumbers: false,
  foldAt: undefined,
  tellsAll: true,
  wholeLadders: false,
  stories: 10,
  timeFormat: 'a',
};

const CASES = Object.entries(REPORTERS).flatMap(([format, make]) =>
  (['connections', 'segments'] as const).map((rows) => ({ format, rows, make })),
);

const nothing: Result = {
  captures: [
    capture({ packets: 0, bytes: 0, tcpSegments: 0, firstTimestamp: null, lastTimestamp: null }),
  ],
  totals: totals({ packets: 0, tcpSegments: 0, connections: 0, selectedConnections: 0 }),
  diagnostics: [],
};
const something: Result = { captures: [capture()], totals: totals(), diagnostics: [diagnostic] };

async function report(
  { make, rows }: Pick<(typeof CASES)[number], 'make' | 'rows'>,
  result: Result,
  records = sampleConnections,
): Promise<string> {
  let written = '';
  const sink = {
    write(text: string): void {
      written += text;
    },
  };
  const reporter: Reporter = await make(sink, rows, options);
  reporter.begin(header);
  for (const record of records) {
    reporter.segment?.(segment({ connection: record.id }));
    reporter.connection?.(record);
  }
  reporter.end(result);
  return written;
}

/** Puts a text into every place that a capture, or the person who named it, can fill. */
function filledWith(text: string): ConnectionRecord[] {
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

describe.each(CASES)('the $format reporter of $rows', (reporter) => {
  const { format, rows } = reporter;

  it('writes no colours when it is to write none', async () => {
    expect(await report(reporter, something)).not.toContain('\u001b');
  });

  it('ends with a line break, also for an empty capture', async () => {
    expect(await report(reporter, something)).toMatch(/\n$/);
    const empty = await report(reporter, nothing, []);
    if (format !== 'text' || rows !== 'segments') expect(empty).toMatch(/[^\n]\n$/);
  });

  it('says that it was interrupted, or that it does not', async () => {
    const interrupted = { ...something, totals: totals({ interrupted: true }) };
    const isTold = (await report(reporter, interrupted)) !== (await report(reporter, something));
    const { tellsInterruption = false } = await reporter.make({ write() {} }, rows, options);
    expect(tellsInterruption).toBe(isTold);
  });

  it('writes the same for the same records', async () => {
    expect(await report(reporter, something)).toBe(await report(reporter, something));
  });

  it('lets no control or invisible character through', async () => {
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
    const whole = await report(reporter, result, filledWith(hostile));
    // The line break of RFC 4180 is the only one of two characters.
    const written = format === 'csv' ? whole.replaceAll('\r\n', '\n') : whole;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    if (format !== 'json' && format !== 'ndjson')
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

  it.each([
    ['connections', 'document'],
    ['segments', 'segments-document'],
  ] as const)('write one document of %s by the schema %s', async (rows, schema) => {
    const reporter = { make: REPORTERS.json, rows };
    conform(schema, JSON.parse(await report(reporter, something)));
    conform(schema, JSON.parse(await report(reporter, nothing, [])));
  });

  it.each([
    ['connections', 'connection'],
    ['segments', 'segment'],
  ] as const)('write a line for each record of %s', async (rows, type) => {
    const written = await report({ make: REPORTERS.ndjson, rows }, something);
    const records = written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    for (const record of records) conform('record', record);
    const types = records.map((record) => record.type);
    expect(types).toEqual(['header', type, type, type, type, 'capture', 'diagnostic', 'totals']);
  });
});
