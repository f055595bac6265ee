import { describe, expect, it } from 'vitest';
import type { ConnectionRecord } from '../../../src/model/connection-record.ts';
import { abridged, ladderOf } from '../../../src/model/ladder.ts';
import { timelineOf } from '../../../src/model/timeline.ts';
import { ladderLines } from '../../../src/report/text/ladder.ts';
import { stepLabels } from '../../../src/report/text/step-label.ts';
import { type Style, styleOf } from '../../../src/report/text/style.ts';
import { aborted, closes, connection, moves, opens } from '../samples.ts';

const style: Style = styleOf({
  columns: 100,
  color: 0,
  unicode: true,
  absoluteNumbers: false,
  stories: 1,
  tellsAll: true,
  wholeLadders: false,
});

const fullLabels = (record: ConnectionRecord): string[] => {
  const { rows } = ladderOf(record);
  return rows.flatMap((row) => (row.kind === 'segment' ? [stepLabels(row, style)[0] ?? ''] : []));
};

describe('timelineOf', () => {
  it('gives the states of both endpoints after each frame', () => {
    const { initial, opening, closing } = timelineOf(connection());
    expect(initial).toEqual({ client: 'CLOSED', server: 'LISTEN' });
    const states = [...opening, ...closing].map(
      ({ frame, states: { client, server } }) => `${frame} ${client} ${server}`,
    );
    expect(states).toEqual([
      '1 SYN-SENT SYN-RECEIVED',
      '2 ESTABLISHED SYN-RECEIVED',
      '3 ESTABLISHED ESTABLISHED',
      '961 FIN-WAIT-1 CLOSE-WAIT',
      '962 FIN-WAIT-2 CLOSE-WAIT',
      '963 TIME-WAIT LAST-ACK',
      '964 TIME-WAIT CLOSED',
    ]);
  });

  it('has a moment for a change of state that no step made', () => {
    const [first] = timelineOf(aborted).opening;
    expect(first).toMatchObject({ frame: 600, step: undefined });
    expect(first?.transitions).toHaveLength(2);
  });

  it('takes a segment that is a step of both as one', () => {
    const { handshake, teardown } = connection();
    const both = connection({
      handshake: { ...handshake },
      teardown: { ...teardown, steps: [closes(3, 0.010164, 'client', 'FIN', [1, 1])] },
      transitions: [],
    });
    const { opening, closing } = timelineOf(both);
    expect([...opening, ...closing].map(({ frame }) => frame)).toEqual([1, 2, 3]);
    expect(closing[0]).toMatchObject({ step: { segment: 'FIN' }, acknowledged: { frame: 2 } });
  });

  it('lets a reset that is no step begin the closing', () => {
    const [, , , ...rest] = connection().transitions;
    const reset = { frame: 961, elapsedSeconds: 1.11, from: 'client', cause: 'abort' } as const;
    const { opening, closing } = timelineOf(
      connection({
        transitions: rest,
        teardown: { ...connection().teardown, kind: 'reset', steps: [], reset },
      }),
    );
    expect(opening.at(-1)?.frame).toBe(3);
    expect(closing[0]?.frame).toBe(961);
  });

  it('orders by time where the connection is in several captures', () => {
    const { teardown } = connection();
    const spanning = connection({
      lastCapture: 1,
      transitions: [],
      teardown: { ...teardown, steps: [closes(1, 5, 'client', 'FIN', [9, 1])] },
    });
    const { opening, closing } = timelineOf(spanning);
    expect(opening.map(({ frame }) => frame)).toEqual([1, 2, 3]);
    expect(closing.map(({ elapsedSeconds }) => elapsedSeconds)).toEqual([5]);
  });
});

describe('stepLabels', () => {
  it('checks that each acknowledgment number is the peer’s sequence number plus one', () => {
    expect(fullLabels(connection())).toEqual([
      'SYN seq 0',
      'SYN-ACK seq 0 ack 0+1 ✓',
      'ACK seq 1 ack 0+1 ✓',
      'FIN seq 1200001 ack 34001',
      'ACK seq 34001 ack 1200001+1 ✓',
      'FIN seq 34001 ack 1200002',
      'ACK seq 1200002 ack 34001+1 ✓',
    ]);
  });

  const { handshake, teardown } = connection();

  it('counts data before a FIN, and behind a SYN', () => {
    const record = connection({
      transitions: [],
      handshake: {
        ...handshake,
        steps: [
          opens(1, 0, 'client', 'SYN', [0, null], { payloadLength: 100 }),
          opens(2, 0.01, 'server', 'SYN-ACK', [0, 101], { acknowledgesFrame: 1 }),
        ],
      },
      teardown: {
        ...teardown,
        steps: [
          closes(8, 1, 'client', 'FIN', [101, 1], { payloadLength: 50 }),
          closes(9, 2, 'server', 'ACK', [1, 152], { acknowledgesFrame: 8 }),
        ],
      },
    });
    expect(fullLabels(record)).toEqual([
      'SYN seq 0 len 100',
      'SYN-ACK seq 0 ack 0+101 ✓',
      'FIN seq 101 len 50 ack 1',
      'ACK seq 1 ack 151+1 ✓',
    ]);
  });

  it('lets a SYN-ACK acknowledge the SYN and not the data that came with it', () => {
    const steps = [
      opens(1, 0, 'client', 'SYN', [0, null], { payloadLength: 50 }),
      opens(2, 0.01, 'server', 'SYN-ACK', [0, 1]),
    ];
    const record = connection({
      transitions: [],
      handshake: { ...handshake, steps },
      teardown: { ...teardown, steps: [] },
    });
    expect(fullLabels(record).at(-1)).toBe('SYN-ACK seq 0 ack 0+1 ✓');
  });

  it('wraps with the sequence numbers', () => {
    const last = 2 ** 32 - 1;
    const steps = [
      closes(8, 1, 'client', 'FIN', [last, 1]),
      closes(9, 2, 'server', 'ACK', [1, 0], { acknowledgesFrame: 8 }),
    ];
    const record = connection({ transitions: [], teardown: { ...teardown, steps } });
    expect(fullLabels(record).at(-1)).toBe(`ACK seq 1 ack ${last}+1 ✓`);
  });

  it('marks a SYN-ACK that acknowledges no SYN, and what was sent again', () => {
    const steps = [
      opens(1, 0, 'client', 'SYN', [0, null]),
      opens(2, 1, 'client', 'SYN', [0, null], { retransmission: true }),
      opens(3, 2, 'server', 'SYN-ACK', [0, 7]),
    ];
    const record = connection({
      transitions: [],
      handshake: { ...handshake, steps },
      teardown: { ...teardown, steps: [] },
    });
    expect(fullLabels(record)).toEqual(['SYN seq 0', 'SYN seq 0 again', 'SYN-ACK seq 0 ack 7 ✗']);
  });
});

describe('ladderLines', () => {
  it('shows the first and the last of many steps, and counts those between', () => {
    const { handshake, teardown } = connection();
    const steps = Array.from({ length: 500 }, (_, index) =>
      opens(index + 1, index, 'client', 'SYN', [0, null], { retransmission: index > 0 }),
    );
    const record = connection({
      transitions: [moves(1, 0, 'client', 'CLOSED', 'SYN-SENT', 'snd SYN')],
      handshake: { ...handshake, steps },
      teardown: { ...teardown, steps: [] },
    });
    const lines = ladderLines(abridged(ladderOf(record), 13), style);
    expect(lines.length).toBeLessThan(20);
    expect(lines.join('\n')).toContain('489 rows not shown');
  });
});
