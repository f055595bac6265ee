import { describe, expect, it } from 'vitest';
import { mermaidReporter } from '../../../src/report/mermaid.ts';
import type { Rows } from '../../../src/report/reporter.ts';
import { fixture, run } from '../../cli/support/run.ts';
import { capture, connection, header, sampleConnections, segment, totals } from '../samples.ts';
import { statementsOf } from './grammar.ts';

const options = {
  columns: 80,
  color: 0,
  unicode: true,
  absoluteNumbers: false,
  tellsAll: true,
  wholeLadders: false,
  stories: 0,
} as const;

function statements(rows: Rows, records: readonly object[], interrupted = false): string[] {
  let text = '';
  const sink = {
    write(part: string): void {
      text += part;
    },
  };
  const reporter = mermaidReporter(sink, rows, options);
  reporter.begin(header);
  for (const record of records) {
    reporter.connection?.(record as ReturnType<typeof connection>);
    reporter.segment?.(record as ReturnType<typeof segment>);
  }
  const selectedConnections = rows === 'connections' ? records.length : 1;
  const result = totals({ selectedConnections, interrupted });
  reporter.end({ captures: [capture()], totals: result, diagnostics: [] });
  return statementsOf(text);
}

it.each([
  ['connections', connection()],
  ['segments', segment()],
] as const)('says where a signal ended it: %s', (rows, record) => {
  const note = expect.stringContaining('Interrupted');
  expect(statements(rows, [record], true)).toContainEqual(note);
  expect(statements(rows, [record])).not.toContainEqual(note);
});

describe('the diagram of a connection', () => {
  it.each(sampleConnections.map((record) => [record.verdict, record] as const))(
    'has an arrow for each step of one that is %s, and its verdict',
    (verdict, record) => {
      const lines = statements('connections', [record]);
      const steps = new Set(
        [...record.handshake.steps, ...record.teardown.steps].map(({ frame }) => frame),
      );
      for (const frame of steps) {
        const arrows = lines.filter((line) => line.includes(`(frame ${frame}, `));
        expect(arrows).toHaveLength(1);
        expect(arrows[0]).toMatch(/^(client|server)-/);
      }
      expect(lines.at(-1)).toMatch(new RegExp(`^Note over client,server: ${verdict}, `));
    },
  );

  it('has a note for each change of state, at the side of its endpoint', () => {
    const record = connection();
    const lines = statements('connections', [record]);
    for (const { endpoint, to } of record.transitions) {
      const place = endpoint === 'client' ? 'left of client' : 'right of server';
      expect(lines).toContain(`Note ${place}: ${to}`);
    }
  });

  it('is dashed where a segment was sent again, and ends a reset in a cross', () => {
    const record = connection();
    const [step = expect.fail()] = record.handshake.steps;
    const again = { ...step, retransmission: true };
    const rst = { ...step, frame: 99, segment: 'RST' } as const;
    const lines = statements('connections', [
      { ...record, handshake: { ...record.handshake, steps: [again, rst] } },
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^client-->>server: SYN .*again/));
    expect(lines).toContainEqual(expect.stringMatching(/^client-xserver: RST /));
  });

  it('counts the steps that are too many', () => {
    const record = connection();
    const [step = expect.fail()] = record.handshake.steps;
    const steps = Array.from({ length: 100 }, (_, index) => ({ ...step, frame: 1_000 + index }));
    const lines = statements('connections', [
      { ...record, transitions: [], handshake: { ...record.handshake, steps } },
    ]);
    expect(lines.filter((line) => line.includes('(frame 1')).length).toBeLessThan(41);
    expect(lines).toContainEqual(expect.stringMatching(/^Note .* rows not shown:$/));
  });

  it('tells what happened between, as the ladder of the text does', async () => {
    const argv = [fixture('fast-retransmit.pcap'), '--format', 'mermaid'];
    const lines = statementsOf((await run(argv)).stdout);
    expect(lines).toContainEqual(expect.stringMatching(/^client-\)server: \d+ segments, /));
    expect(lines).toContainEqual(expect.stringMatching(/^client-->>server: DATA .*\(frame 24, /));
    expect(lines).toContain(
      'Note left of client: sent again (fast retransmit), repeats frame 12, lost after the capture point',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^server->>client: ACK ×?.*sack /));
  });

  it('is of the first one alone, and says that there are more', () => {
    const lines = statements('connections', [connection({ id: 1 }), connection({ id: 2 })]);
    expect(lines.filter((line) => line.includes('SYN seq'))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^%% 1 more connection not drawn/);
  });
});

describe('the diagram of segments', () => {
  it('has an arrow for each segment of one connection, and the rest counted', () => {
    const lines = statements('segments', [
      segment({ frame: 1 }),
      segment({ frame: 2, connection: 7 }),
      segment({ frame: 3, flags: ['RST'] }),
    ]);
    const arrows = lines.filter((line) => /^client-/.test(line));
    expect(arrows).toEqual([
      expect.stringMatching(/^client->>server: SYN seq 0 \(frame 1, /),
      expect.stringMatching(/^client-xserver: RST seq 0 \(frame 3, /),
    ]);
    expect(lines.at(-1)).toMatch(/^%% 1 segment of other connections not drawn/);
  });

  it('is bounded', () => {
    const lines = statements(
      'segments',
      Array.from({ length: 500 }, (_, index) => segment({ frame: index + 1 })),
    );
    expect(lines.length).toBeLessThan(110);
    expect(lines.at(-1)).toMatch(/^Note over client,server: 4\d\d more segments not drawn$/);
  });
});
