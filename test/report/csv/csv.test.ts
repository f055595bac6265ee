import { describe, expect, it } from 'vitest';
import { csvReporter } from '../../../src/report/csv.ts';
import type { Rows } from '../../../src/report/reporter.ts';
import { connection, header, sampleConnections, segment } from '../samples.ts';

/** Reads a table strictly by RFC 4180: every line ends in CRLF, every line has as many fields. */
function tableOf(text: string): Record<string, string>[] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const lines: string[][] = [];
  let line: string[] = [];
  while (field.lastIndex < text.length) {
    const [, quoted, plain = '', separator] = field.exec(text) ?? expect.fail('no CSV');
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (separator === ',') continue;
    lines.push(line);
    line = [];
  }
  const [heads = [], ...rows] = lines;
  return rows.map((cells) => {
    expect(cells).toHaveLength(heads.length);
    return Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']));
  });
}

function written(rows: Rows, records: readonly unknown[]): string {
  let text = '';
  const sink = {
    write(part: string): void {
      text += part;
    },
  };
  const reporter = csvReporter(sink, rows);
  reporter.begin(header);
  for (const record of records) {
    const before = text.length;
    if (rows === 'segments') reporter.segment?.(record as ReturnType<typeof segment>);
    else reporter.connection?.(record as ReturnType<typeof connection>);
    expect(text.length, 'a record is written when it comes').toBeGreaterThan(before);
  }
  return text;
}

/** Each single value of a record by its path, as the names of columns have it. */
function* leaves(value: unknown, path = ''): Generator<[string, string]> {
  if (value === null || Array.isArray(value)) return;
  if (typeof value !== 'object') yield [path, String(value)];
  else
    for (const [key, member] of Object.entries(value)) {
      yield* leaves(member, path === '' ? key : `${path}.${key}`);
    }
}

describe('the CSV of connections', () => {
  it('has every single value of a record under the path that it has in JSON', () => {
    const table = tableOf(written('connections', sampleConnections));
    expect(table).toHaveLength(sampleConnections.length);
    for (const [index, record] of sampleConnections.entries()) {
      const { type: _, ...members } = record;
      expect(table[index]).toMatchObject(Object.fromEntries(leaves(members)));
    }
  });

  it('tells lists by their words, or by number and kind', () => {
    const finding = {
      kind: 'odd',
      severity: 'error',
      frames: [1],
      endpoint: null,
      message: 'One.',
      rfc: null,
      doubtful: false,
      doubtReason: null,
    } as const;
    const record = connection({
      encapsulation: ['ethernet', 'vlan', 'ipv4'],
      findings: [finding, { ...finding, kind: 'odder' }],
    });
    const [row] = tableOf(written('connections', [record]));
    expect(row).toMatchObject({
      encapsulation: 'ethernet vlan ipv4',
      'findings.length': '2',
      'findings.kind': 'odd odder',
      'handshake.steps.segment': 'SYN SYN-ACK ACK',
    });
  });

  it('leaves a field empty where there is nothing, also below what is absent', () => {
    const record = connection({ history: null });
    const teardown = { ...record.teardown, reset: null };
    const [row] = tableOf(written('connections', [{ ...record, teardown }]));
    expect(row).toMatchObject({ history: '', 'teardown.reset.cause': '' });
  });
});

describe('the CSV of segments', () => {
  it('has every single value of a record, and what its options are', () => {
    const record = segment();
    const { type: _, ...members } = record;
    const [row] = tableOf(written('segments', [record]));
    expect(row).toMatchObject({
      ...Object.fromEntries(leaves(members)),
      flags: 'SYN',
      'options.length': '5',
      'options.name': 'mss sack-permitted timestamps nop window-scale',
    });
  });
});
