import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplanationRecord, Part } from '../../src/model/explain/explanation-record.ts';
import { widthOf } from '../../src/report/format/width.ts';
import { FORMATS_OF, REPORTERS } from '../../src/report/index.ts';
import { fixture, run } from './support/run.ts';

async function explanation(name: string, ...argv: string[]): Promise<ExplanationRecord> {
  const { code, stdout } = await run(['explain', fixture(name), ...argv, '--json']);
  expect(code).toBe(0);
  const { explanations } = JSON.parse(stdout) as { explanations: ExplanationRecord[] };
  const [first] = explanations;
  if (first === undefined) return expect.fail('nothing is explained');
  return first;
}

/** Every part of the frame by the name of its field, of the layer TCP. */
function tcpParts({ parts, datagram }: ExplanationRecord): Map<string, Part> {
  const found = new Map<string, Part>();
  const visit = (part: Part): void => {
    if (part.layer === 'tcp') found.set(part.field, part);
    for (const child of part.children) visit(child);
  };
  for (const part of datagram?.parts ?? parts) visit(part);
  return found;
}

const statement = (record: ExplanationRecord, topic: string) =>
  record.statements.find((one) => one.topic === topic)?.text ?? '';

describe('the fields of a segment', () => {
  it.each([
    ['fast-retransmit.pcap', 5, 'acknowledgment number', 'the octet after the client’s 100th'],
    ['fast-retransmit.pcap', 4, 'sequence number', 'the client’s octets 1 to 100'],
    ['fast-retransmit.pcap', 4, 'window', '63 x 2^10 = 64,512 octets'],
    ['fast-retransmit.pcap', 1, 'window', 'never scaled'],
    ['fast-retransmit.pcap', 1, 'data offset', '10 x 4 = 40 octets of header'],
    ['fast-retransmit.pcap', 1, 'acknowledgment number', 'not in use: ACK is clear'],
    ['fast-retransmit.pcap', 27, 'sequence number', 'the number that the client’s FIN takes'],
    ['fast-retransmit.pcap', 29, 'acknowledgment number', 'one more than the client’s FIN'],
    ['urgent-data.pcap', 5, 'urgent pointer', 'the urgent data ends before relative 121'],
    ['zero-window.pcap', 17, 'window', 'has no room'],
    ['fast-open.pcap', 1, 'option fast-open', 'asks the server for a cookie'],
  ])('%s, frame %i: %s', async (name, frame, field, meaning) => {
    const record = await explanation(name, '--frame', `${frame}`);
    expect(tcpParts(record).get(field)?.meaning).toContain(meaning);
  });

  it('cover every octet of the frame once', async () => {
    const { parts, capturedLength } = await explanation('full-session.pcap', '--frame', '1');
    const leaves: Part[] = [];
    const visit = (part: Part): void => {
      if (part.children.length === 0 || part.children.some(({ bits }) => bits !== null)) {
        leaves.push(part);
      } else {
        part.children.forEach(visit);
      }
    };
    parts.forEach(visit);
    let next = 0;
    for (const { offset, length } of leaves) {
      expect(offset).toBe(next);
      next = offset + length;
    }
    expect(next).toBe(capturedLength);
  });
});

describe('the sums', () => {
  it.each([
    ['full-session.pcap', 4, 'valid'],
    ['full-session-ipv6.pcap', 4, 'valid'],
    ['wrong-checksums.pcap', 4, 'invalid'],
    ['offloaded-checksums.pcap', 4, 'partial'],
    ['ip-fragments.pcap', 6, 'valid'],
  ])(
    '%s, frame %i: the last step is what the field should hold (%s)',
    async (name, frame, status) => {
      const { checksums } = await explanation(name, '--frame', `${frame}`);
      const tcp = checksums.find(({ protocol }) => protocol === 'tcp');
      expect(tcp?.status).toBe(status);
      expect(Number(tcp?.steps.at(-1)?.sum)).toBe(tcp?.expected);
      expect(tcp?.found === tcp?.expected).toBe(status === 'valid');
    },
  );

  it('of a snapped segment is not computed', async () => {
    const { checksums } = await explanation('snapped.pcap', '--frame', '4');
    expect(checksums.at(-1)).toMatchObject({ status: 'unverified', steps: [], expected: null });
  });
});

describe('what a segment means', () => {
  it('is told with what came of it later', async () => {
    const record = await explanation('fast-retransmit.pcap', '--frame', '12');
    expect(statement(record, 'sent-again')).toBe('Sent again in frame 24.');
    expect(statement(record, 'acknowledged')).toContain('Frame 28,');
  });

  it('gives the numbers that made Wireshark’s flag, and our own verdict', async () => {
    const record = await explanation('fast-retransmit.pcap', '--frame', '24');
    expect(record.analysis.map(({ name }) => name)).toEqual(['out_of_order']);
    expect(record.analysis[0]?.why).toContain('below the 14,201 expected next');
    expect(record.retransmission).toMatchObject({ kind: 'fast', originalFrame: 12 });
  });

  it('tells why a segment with a bad checksum moves nothing', async () => {
    const record = await explanation('wrong-checksums.pcap', '--frame', '4');
    expect(statement(record, 'discarded')).toContain('a checksum does not hold');
    expect(record.findings.map(({ kind }) => kind)).toContain('invalid-checksum');
  });

  it.each([
    ['full-session.pcap', 1, ['CLOSED', 'SYN-SENT'], ['LISTEN', 'SYN-RECEIVED']],
    ['full-session.pcap', 3, ['ESTABLISHED', 'ESTABLISHED'], ['SYN-RECEIVED', 'ESTABLISHED']],
    ['fast-retransmit.pcap', 30, ['FIN-WAIT-2', 'TIME-WAIT'], ['CLOSE-WAIT', 'LAST-ACK']],
  ])('%s, frame %i: the states before and after', async (name, frame, client, server) => {
    const { states } = await explanation(name, '--frame', `${frame}`);
    expect([states?.client.correctedBefore, states?.client.correctedAfter]).toEqual(client);
    expect([states?.server.correctedBefore, states?.server.correctedAfter]).toEqual(server);
  });
});

describe('the frame to explain', () => {
  it('is the first that -Y selects', async () => {
    const record = await explanation('fast-retransmit.pcap', '-Y', 'tcp.flags.fin == 1');
    expect(record.frame).toBe(27);
  });

  it('is of the first capture, unless it says otherwise', async () => {
    const [first, second] = [fixture('full-session.pcap'), fixture('fast-retransmit.pcap')];
    const { stdout } = await run(['explain', first, second, '--frame', '1:24', '--json']);
    const { explanations, captures } = JSON.parse(stdout);
    const { capture, frame } = explanations[0];
    expect([captures[capture].path, frame]).toEqual([captures[1].path, 24]);
  });

  it('points from a fragment to the frame that completes its datagram', async () => {
    const record = await explanation('ip-fragments.pcap', '--frame', '8');
    expect(record).toMatchObject({ outcome: 'ipv4-fragment', segment: null });
    expect(record.remarks.join()).toContain('Frame 10 completes the datagram');
  });

  it.each([
    [[], 'explain needs a frame: --frame N, or -Y EXPR for the first selected'],
    [['--frame', '900'], 'there is no frame 900: '],
    [['--frame', '3:1'], 'there is no capture 3: there is one capture, 0'],
    [['--frame', '1', '-Y', 'tcp'], 'explain takes either --frame or -Y and --connection'],
    [['-Y', 'tcp.port == 1'], 'no segment is selected: there is none to explain'],
    [['--frame', '1', '--format', 'csv'], "option '--format <name>' argument 'csv' is invalid."],
    [['--frame', '0'], "option '--frame <n>' argument '0' is invalid."],
  ])('%j is refused', async (argv, complaint) => {
    const { code, stdout, stderr } = await run(['explain', fixture('full-session.pcap'), ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`tcpdissect: ${complaint}`);
  });
});

describe('a frame that was not reached', () => {
  it.each([
    ['damaged-record-length.pcap', ['--frame', '300'], 'frame 300 was not reached: 6 frames of '],
    ['damaged-block-length.pcapng', ['--frame', '300'], 'frame 300 was not reached: '],
    ['damaged-record-length.pcap', ['--frame', '2:1'], 'capture 2 was not reached'],
    ['damaged-record-length.pcap', ['-Y', 'tcp.port == 1'], 'no segment of what could be read is'],
  ])('is told beside the damage: %s %j', async (name, argv, complaint) => {
    for (const format of ['text', 'json']) {
      const { code, stderr } = await run(['explain', fixture(name), ...argv, '--format', format]);
      const [damage, missing = ''] = stderr.split('\n');
      expect([code, damage]).toEqual([3, expect.stringContaining('at offset')]);
      expect(missing.startsWith(`tcpdissect: ${complaint}`), missing).toBe(true);
    }
  });
});

describe('the formats', () => {
  const argv = ['explain', fixture('full-session.pcap'), '--frame', '1'];

  it.each(Object.keys(REPORTERS))('%s is offered where it shows the frame', async (format) => {
    const isOffered = FORMATS_OF.explanations.some((name) => name === format);
    const { code, stdout } = await run(['--format', format, ...argv]);
    expect([code, stdout !== '']).toEqual(isOffered ? [0, true] : [2, false]);
    const { stderr } = await run([...argv, '--format', 'none']);
    expect(/Allowed choices are (.*)\./.exec(stderr)?.[1]?.split(', ').includes(format)).toBe(
      isOffered,
    );
  });

  it('that are not are refused in front of the command too', async () => {
    const { stderr } = await run(['--format', 'csv', ...argv]);
    expect(stderr).toBe('tcpdissect: --format csv shows no explanations\n');
  });
});

describe('the text', () => {
  it.each([80, 100, 160])('keeps within %i columns', async (columns) => {
    for (const name of ['full-session.pcap', 'full-session-ipv6.pcap', 'option-kinds.pcap']) {
      const argv = ['explain', fixture(name), '--frame', '4'];
      const { stdout } = await run(argv, { env: { COLUMNS: `${columns}` } });
      expect(Math.max(...stdout.split('\n').map(widthOf))).toBeLessThanOrEqual(columns);
    }
  });

  it('is ASCII where the locale has nothing else', async () => {
    const argv = ['explain', fixture('fast-retransmit.pcap'), '--frame', '24'];
    const { stdout } = await run(argv, { env: { LC_ALL: 'C' } });
    expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
    expect(stdout).not.toContain('\\u');
  });

  it('shows 64 octets of payload, with -v all', async () => {
    const argv = ['explain', fixture('fast-retransmit.pcap'), '--frame', '24'];
    const lines = (text: string) =>
      text.split('\n').filter((line) => /( [0-9a-f]{2}){16} /.test(line));
    expect(lines((await run(argv)).stdout)).toHaveLength(4);
    expect(lines((await run([...argv, '-v'])).stdout)).toHaveLength(1448 >> 4);
  });

  it('spells out what a terminal would obey', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tcpdissect-')), 'hostile.pcap');
    // Raw IPv4, a SYN's worth of header with an escape sequence for payload.
    const escaped = Buffer.from('\u001b]0;owned\u0007\u202e');
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt32LE(65_535, 16);
    header.writeUInt32LE(101, 20);
    const packet = Buffer.concat([Buffer.alloc(40), escaped]);
    packet.writeUInt8(0x45, 0);
    packet.writeUInt16BE(packet.length, 2);
    packet.writeUInt8(6, 9);
    packet.writeUInt16BE(0x5018, 32);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(packet.length, 8);
    record.writeUInt32LE(packet.length, 12);
    writeFileSync(path, Buffer.concat([header, record, packet]));
    const { code, stdout } = await run(['explain', path, '--frame', '1']);
    expect(code).toBe(0);
    expect(stdout).toContain(']0;owned.');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
