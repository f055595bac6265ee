import { describe, expect, it } from 'vitest';
import type { OptionRecord } from '../../src/model/option-record.ts';
import type { SegmentRecord } from '../../src/model/segment-record.ts';
import { type SegmentsTextOptions, segmentsTextReporter } from '../../src/report/segments-text.ts';
import { ENGLISH } from '../../src/words/en/index.ts';
import { CHINESE } from '../../src/words/zh-cn/index.ts';
import { header, segment } from './samples.ts';

function lines(
  segments: readonly SegmentRecord[],
  overrides: Partial<SegmentsTextOptions> = {},
): string[] {
  let written = '';
  const sink = {
    write(text: string): void {
      written += text;
    },
  };
  const options = {
    color: 0,
    unicode: true,
    absoluteNumbers: false,
    timeFormat: 'a',
    foldAt: undefined,
  } as const;
  const reporter = segmentsTextReporter(sink, { ...options, ...overrides });
  reporter.begin(header);
  for (const record of segments) reporter.segment?.(record);
  return written.trimEnd().split('\n');
}

const { source: client, destination: server } = segment();
const fromServer = { from: 'server', source: server, destination: client } as const;
const established = { client: 'ESTABLISHED', server: 'ESTABLISHED' } as const;
const data: SegmentRecord = segment({
  frame: 4,
  flags: ['ACK', 'PSH'],
  relativeSequence: 1,
  relativeAcknowledgment: 1,
  payloadLength: 1_460,
  options: [],
  states: established,
});

describe('a line per segment', () => {
  it.each<[string, SegmentRecord, string]>([
    [
      'a SYN',
      segment(),
      '     1 12:29:31.018164 #0 192.0.2.1:44822 ─► 198.51.100.7:80 SYN     seq 0 win 64240 <mss 1460 sack-ok ts 100:0 ws 7> SYN-SENT/SYN-RECEIVED',
    ],
    [
      'a SYN-ACK, with the client still at the left',
      segment({
        ...fromServer,
        frame: 2,
        flags: ['ACK', 'SYN'],
        relativeAcknowledgment: 1,
        options: [],
        ackRttSeconds: 0.0101,
      }),
      '     2 12:29:31.018164 #0 192.0.2.1:44822 ◄─ 198.51.100.7:80 SYN,ACK seq 0 ack 1 win 64240 rtt 10.1 ms SYN-SENT/SYN-RECEIVED',
    ],
    [
      'a retransmission with a wrong checksum and a window of unknown scale',
      {
        ...data,
        scaledWindow: null,
        analysis: ['fast_retransmission'],
        retransmission: { kind: 'fast', originalFrame: 3, lost: 'unknown', evidence: ['sack'] },
        checksums: { ...data.checksums, tcp: 'invalid', tcpFound: 1, tcpExpected: 0xabcd },
        states: { client: 'ESTABLISHED', server: null },
      },
      '     4 12:29:31.018164 #0 192.0.2.1:44822 ─► 198.51.100.7:80 PSH,ACK seq 1 len 1460 ack 1 win 64240* [fast_retransmission] [sent again: fast, first in 3] [TCP checksum 0x0001, right is 0xabcd] ESTABLISHED/?',
    ],
    [
      'a duplicate acknowledgment',
      {
        ...data,
        payloadLength: 0,
        flags: ['ACK'],
        analysis: ['duplicate_ack'],
        duplicateAckNumber: 2,
        duplicateAckFrame: 3,
      },
      '     4 12:29:31.018164 #0 192.0.2.1:44822 ─► 198.51.100.7:80 ACK     seq 1 ack 1 win 64240 [duplicate_ack 2 of frame 3] ESTABLISHED/ESTABLISHED',
    ],
    [
      'no flags at all, reserved bits and urgent data',
      { ...data, payloadLength: 0, flags: ['URG'], reservedBits: 5, urgentPointer: 9 },
      '     4 12:29:31.018164 #0 192.0.2.1:44822 ─► 198.51.100.7:80 URG     seq 1 win 64240 urg 9 reserved 5 ESTABLISHED/ESTABLISHED',
    ],
  ])('shows %s', (_, record, want) => {
    expect(lines([record])).toEqual([want]);
  });

  it.each([
    { words: ENGLISH, says: '[duplicate_ack 2]' },
    { words: CHINESE, says: '[第 2 个重复 ACK]' },
  ])('names no frame that a duplicate acknowledgment repeats where none is known: $says', (one) => {
    const record = { ...data, analysis: ['duplicate_ack'] as const, duplicateAckNumber: 2 };
    expect(lines([{ ...record, duplicateAckFrame: null }], { words: one.words })[0]).toContain(
      ` win 64240 ${one.says} `,
    );
  });

  it('shows raw numbers where they are asked for', () => {
    expect(lines([data], { absoluteNumbers: true })[0]).toContain('seq 1289472910 len 1460 ack 0 ');
  });

  it.each<[OptionRecord, string]>([
    [
      {
        kind: 5,
        name: 'sack',
        blocks: [
          { left: 1, right: 2 },
          { left: 5, right: 9 },
        ],
      },
      'sack 1-2,5-9',
    ],
    [{ kind: 19, name: 'md5', digest: '00' }, 'md5'],
    [{ kind: 28, name: 'user-timeout', granularity: 1, timeout: 5 }, 'uto 5min'],
    [{ kind: 29, name: 'tcp-ao', keyId: 1, rNextKeyId: 2, mac: '' }, 'ao 1:2'],
    [{ kind: 30, name: 'mptcp', subtype: 2, data: '' }, 'mptcp 2'],
    [{ kind: 34, name: 'fast-open', cookie: 'abcd' }, 'tfo abcd'],
    [{ kind: 172, name: 'accurate-ecn', counters: [1, 2, 3] }, 'accecn 1,2,3'],
    [{ kind: 254, name: 'experimental', exId: 0xf989, data: '' }, 'exp 0xf989'],
    [{ kind: 77, name: 'unknown', data: '' }, 'kind 77'],
    [
      { kind: 2, name: 'malformed', message: 'what programs read', data: '05' },
      'malformed kind 2: mss: its length is 3 and should be 4',
    ],
  ])('shows the option %o', (option, want) => {
    expect(lines([{ ...data, options: [option] }])[0]).toContain(` <${want}> `);
  });

  it.each([
    ['a', ['12:29:31.018164', '12:29:31.518164']],
    ['u', ['12:29:31.018164', '12:29:31.518164']],
    ['ad', ['2026-11-20 12:29:31.018164', '2026-11-20 12:29:31.518164']],
    ['ud', ['2026-11-20 12:29:31.018164', '2026-11-20 12:29:31.518164']],
    ['e', ['1795177771.018164', '1795177771.518164']],
    ['r', ['0.000000', '0.500000']],
    ['d', ['0.000000', '0.500000']],
  ] as const)('writes the time as -t %s does', (timeFormat, want) => {
    const later = { timestamp: '2026-11-20T12:29:31.518164000Z', elapsedSeconds: 0.5 };
    const written = lines([segment(), segment(later)], { timeFormat });
    expect(written.map((line) => line.slice(7, line.indexOf(' #0')))).toEqual(want);
  });

  it('counts times before 1970 down', () => {
    const early = segment({ timestamp: '1969-12-31T23:59:59.250000000Z' });
    expect(lines([early], { timeFormat: 'e' })[0]).toContain(' -0.750000 ');
  });
});
