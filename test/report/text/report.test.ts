import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ConnectionRecord } from '../../../src/model/connection-record.ts';
import type { HeaderRecord } from '../../../src/model/header-record.ts';
import type { Result } from '../../../src/report/reporter.ts';
import { textReporter } from '../../../src/report/text/reporter.ts';
import type { TextOptions } from '../../../src/report/text/style.ts';
import {
  capture,
  connection,
  endpoint,
  finding,
  header,
  sampleConnections,
  totals,
} from '../samples.ts';

const options: TextOptions = {
  columns: 80,
  color: 0,
  unicode: true,
  absoluteNumbers: false,
  stories: 10,
  tellsAll: true,
  wholeLadders: false,
};
const result: Result = { captures: [capture()], totals: totals(), diagnostics: [] };

function report(
  overrides: Partial<TextOptions> = {},
  connections: readonly ConnectionRecord[] = sampleConnections,
  end: Result = result,
  begin: HeaderRecord = header,
): string {
  let written = '';
  const sink = {
    write(text: string): void {
      written += text;
    },
  };
  const reporter = textReporter(sink, { ...options, ...overrides });
  reporter.begin(begin);
  for (const record of connections) reporter.connection?.(record);
  reporter.end(end);
  return written;
}

describe('the text report', () => {
  // `vitest run -u test/report` rewrites these after a change that is wanted: read the difference.
  it.each([
    ['80 columns', 'report-80', {}],
    ['160 columns', 'report-160', { columns: 160 }],
    [
      'ASCII and raw numbers',
      'report-ascii',
      { unicode: false, absoluteNumbers: true, columns: 100 },
    ],
  ])('is as it was, with %s', async (_, name, overrides) => {
    await expect(report(overrides)).toMatchFileSnapshot(`./${name}.txt`);
  });

  const long = '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff';
  const crowded = Array.from({ length: 30 }, (_, id) =>
    connection({
      id: id * 99_991,
      client: endpoint({
        address: long,
        port: 65_535,
        payloadBytes: 10 ** id,
        dataSegments: 10 ** 9,
      }),
      server: endpoint({ address: long, port: 65_534, retransmittedSegments: 12_345_678 }),
      startElapsedSeconds: id * 1e6,
      durationSeconds: 123_456.789,
      findings: [{ ...finding, message: 'long '.repeat(80), frames: [99_999_999, 1e9, 1e10] }],
    }),
  );

  it.each([40, 50, 60, 80, 100, 120, 160, 200])('has no line wider than %d columns', (columns) => {
    for (const unicode of [true, false]) {
      for (const connections of [sampleConnections, crowded]) {
        const name = `${'very-long-directory/'.repeat(20)}文件.pcap`;
        const end = { ...result, captures: [capture({ path: name })] };
        for (const line of report({ columns, unicode }, connections, end).split('\n')) {
          expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
        }
      }
    }
  });

  it('shows ASCII alone where the terminal does', () => {
    const end = { ...result, captures: [capture({ path: 'Aufnahme-für-später.pcap' })] };
    const written = report({ unicode: false }, sampleConnections, end);
    expect(written).toMatch(/^[\x20-\x7e\n]*$/);
    expect(written).toContain(String.raw`Aufnahme-f\xfcr-sp\xe4ter.pcap`);
  });

  it('is the same with and without colours, but for the colours', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    const coloured = report({ color: 1 });
    expect(coloured).toMatch(escapes);
    expect(coloured.replace(escapes, '')).toBe(report());
  });

  it('tells the most interesting connections in full, and how to see the others', () => {
    const written = report({ stories: 2 }, sampleConnections, {
      ...result,
      totals: totals({ connections: 1_000_000, selectedConnections: 1_000_000 }),
    });
    expect(written.match(/^#\d+/gm)).toEqual(['#2', '#3']);
    expect(written.replaceAll('\n', ' ')).toContain(
      '999,996 of 1,000,000 connections not shown. The 2 most interesting are told in full. --limit N shows more',
    );
  });

  it('tells connections without findings in the table alone, where there are others', () => {
    const found = connection({ id: 7, findings: [finding] });
    const clean = connection({ id: 8, findings: [] });
    const written = report({ tellsAll: false }, [found, clean]);
    expect(written.match(/^#\d+/gm)).toEqual(['#7']);
    expect(report({ tellsAll: false }, [clean]).match(/^#\d+/gm)).toEqual(['#8']);
    expect(report({ tellsAll: true }, [found, clean]).match(/^#\d+/gm)).toEqual(['#7', '#8']);
  });

  it('has a table of captures where there are many', () => {
    const captures = Array.from({ length: 60 }, (_, index) =>
      capture({ index, path: `ring-${index}.pcap`, truncated: index === 2 }),
    );
    const written = report({}, [], { ...result, captures });
    expect(written).toContain('10 more captures');
    expect(written).toMatch(/ring-2\.pcap .* cut short/);
  });

  it('names the options that change what is told', () => {
    const filtered = { packetFilter: 'port 80', connections: [1, 2], checksums: false };
    const begin = { ...header, options: { ...header.options, ...filtered } };
    const written = report({}, [], result, begin);
    expect(written).toContain('packets analysed: -f port 80');
    expect(written).toContain('selected: --connection 1 2');
    expect(written).toContain('checksums not verified: --no-checksums');
  });

  it('says that it was interrupted', () => {
    const end = { ...result, totals: totals({ interrupted: true }) };
    expect(report({}, [], end)).toContain('Interrupted');
  });
});
