import { describe, expect, it } from 'vitest';
import { markdownReporter } from '../../../src/report/markdown.ts';
import type { Result, Rows } from '../../../src/report/reporter.ts';
import { capture, connection, diagnostic, header, segment, totals } from '../samples.ts';

const result: Result = { captures: [capture()], totals: totals(), diagnostics: [diagnostic] };

function written(rows: Rows, records: readonly object[], end: Result = result): string {
  let text = '';
  const sink = {
    write(part: string): void {
      text += part;
    },
  };
  const reporter = markdownReporter(sink, rows, { unicode: true });
  reporter.begin(header);
  for (const record of records) {
    reporter.connection?.(record as ReturnType<typeof connection>);
    reporter.segment?.(record as ReturnType<typeof segment>);
  }
  reporter.end(end);
  return text;
}

/** Cells of the rows of the only table; every row has as many as its head. */
function cellsOf(text: string): string[][] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.slice(2, -2).split(' | '));
  for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
  return rows;
}

const odd = {
  kind: 'odd',
  severity: 'warning',
  frames: [7, 8],
  endpoint: null,
  message: 'It is odd.',
  rfc: 'RFC 9293, section 3.5',
  doubtful: true,
  doubtReason: 'packets are missing',
} as const;

describe('the Markdown of connections', () => {
  it('begins with the verdict, and has a row for each connection', () => {
    const text = written('connections', [connection({ id: 3 }), connection({ id: 4 })]);
    expect(text).toMatch(/^\*\*\d+ connections: .*\*\*\n\n- `session\.pcap`: /);
    const [heads, rule, first, second, ...more] = cellsOf(text);
    expect(heads?.slice(0, 3)).toEqual(['id', 'client', 'server']);
    expect(rule?.every((cell) => /^--[-:]$/.test(cell))).toBe(true);
    expect([first?.[0], second?.[0]]).toEqual(['3', '4']);
    expect(more).toEqual([]);
  });

  it('tells the gravest findings first, with connection, frames and rule', () => {
    const grave = { ...odd, severity: 'error', doubtful: false, doubtReason: null } as const;
    const text = written('connections', [
      connection({ id: 3, findings: [odd] }),
      connection({ id: 4, findings: [grave] }),
    ]);
    expect(text).toContain(
      [
        '- **error**, connection 4: It is odd. (frames 7, 8; RFC 9293, section 3.5)',
        '- **warning**, connection 3: It is odd. (frames 7, 8; RFC 9293, section 3.5) In doubt: packets are missing.',
      ].join('\n'),
    );
  });

  it('says what went wrong', () => {
    expect(written('connections', [])).toContain(`- **${diagnostic.severity}**, `);
  });

  it('stays below the length of a comment on GitHub (65,536) with fifty connections', () => {
    const long = 'x'.repeat(5_000);
    const findings = Array.from({ length: 30 }, () => ({ ...odd, message: long }));
    const text = written(
      'connections',
      Array.from({ length: 50 }, (_, id) => connection({ id, findings })),
      {
        captures: Array.from({ length: 3 }, () => capture({ path: long })),
        totals: totals(),
        diagnostics: Array.from({ length: 500 }, () => ({ ...diagnostic, message: long })),
      },
    );
    expect(text.length).toBeLessThan(30_000);
    expect(text).toContain('- and 1,480 more findings\n');
    expect(text).toContain('- and 495 more diagnostics\n');
  });
});

describe('the Markdown of segments', () => {
  it('shows the first hundred, and how many there are beside', () => {
    const segments = Array.from({ length: 103 }, (_, index) => segment({ frame: index + 1 }));
    const text = written('segments', segments);
    expect(cellsOf(text)).toHaveLength(102);
    expect(text).toContain('\n3 more segments not shown.\n');
  });

  it('says what is remarkable', () => {
    const text = written('segments', [
      segment({ analysis: ['window_full'], checksums: { ...segment().checksums, tcp: 'invalid' } }),
    ]);
    expect(cellsOf(text)[2]).toContain('`window_full`, wrong TCP checksum');
  });
});
