import { describe, expect, test } from 'vitest';
import { ACK, FIN, INVALID, PSH, RST, SYN, URG } from '../../../src/wire/packet.ts';
import { Conversation, type Fields } from './conversation.ts';

/** Frames 1 to 3: an open connection; the client is at 1001, the server at 5001. */
function opened(clientPort = 40_000): Conversation {
  return new Conversation()
    .fromClient({ flags: SYN, sequence: 1000, mss: 1460, clientPort })
    .fromServer({ flags: SYN | ACK, sequence: 5000, acknowledgment: 1001, mss: 1460, clientPort })
    .fromClient({ flags: ACK, sequence: 1001, acknowledgment: 5001, clientPort });
}

const AT_REST: Fields = { flags: ACK, sequence: 1001, acknowledgment: 5001 };

describe('the header', () => {
  test.each<[string, Fields, string[]]>([
    ['nothing odd', AT_REST, []],
    ['SYN and FIN', { flags: SYN | FIN, sequence: 1000 }, ['error syn-fin client 4']],
    ['no flag', { ...AT_REST, flags: 0, acknowledgment: 0 }, ['error null-segment client 4']],
    [
      'Xmas',
      { ...AT_REST, flags: FIN | PSH | URG, acknowledgment: 0 },
      ['error xmas-segment client 4'],
    ],
    ['no ACK', { ...AT_REST, flags: PSH, acknowledgment: 0 }, ['error ack-missing client 4']],
    ['reserved', { ...AT_REST, flags: ACK | 0x400 }, ['warning reserved-bits client 4']],
    ['MSS', { ...AT_REST, mss: 1460 }, ['warning option-outside-syn client 4']],
    ['scale', { ...AT_REST, windowScale: 3 }, ['warning option-outside-syn client 4']],
    ['URG', { ...AT_REST, urgentPointer: 3 }, ['info urgent-pointer-without-urg client 4']],
    ['options', { ...AT_REST, optionsMalformed: true }, ['warning malformed-options client 4']],
    ['checksum', { ...AT_REST, checksum: INVALID }, ['warning invalid-checksum client 4']],
    [
      'acknowledgment without ACK',
      { flags: RST, sequence: 1001, acknowledgment: 77 },
      ['warning reset client 4', 'info acknowledgment-without-ack-flag client 4'],
    ],
  ])('%s', (_, fields, found) => {
    expect(opened().fromClient(fields).end()).toEqual(found);
  });

  test('a window scale above 14, and port 0', () => {
    const story = new Conversation().fromClient({
      flags: SYN,
      sequence: 1,
      windowScale: 15,
      clientPort: 0,
    });
    expect(story.end()).toEqual([
      'warning window-scale-above-14 client 1',
      'warning port-zero client 1',
      'warning unanswered client 1',
    ]);
  });
});

test('a copy by a tap shows nothing that its original did not, but for damage of its own', () => {
  const odd: Fields = {
    ...AT_REST,
    flags: ACK | 0x400,
    payload: 'hello',
    identification: 700,
    after: 0.0001,
  };
  const copied = opened().fromClient(odd).fromClient(odd);
  expect(copied.end()).toEqual(['warning reserved-bits client 4']);
  expect(copied.findings[0]?.message).not.toContain('times');
  const damaged = opened()
    .fromClient(odd)
    .fromClient({ ...odd, checksum: INVALID });
  expect(damaged.end()).toEqual([
    'warning reserved-bits client 4,5',
    'warning invalid-checksum client 5',
  ]);
});

test('what has the identification of the segment before, and acknowledges more, is no copy', () => {
  const odd: Fields = { ...AT_REST, flags: ACK | 0x400, identification: 700, after: 0.001 };
  const more = { payload: 'hello' };
  const story = opened()
    .fromServer({ flags: ACK, sequence: 5001, acknowledgment: 1001, ...more })
    .fromServer({ flags: ACK, sequence: 5006, acknowledgment: 1001, ...more });
  for (const acknowledgment of [5006, 5011, 5011]) story.fromClient({ ...odd, acknowledgment });
  expect(story.end()).toEqual(['warning reserved-bits client 6,7']);
});

describe('an acknowledgment of what was not seen', () => {
  const ahead = () => opened().fromClient({ ...AT_REST, acknowledgment: 5101 });

  test('was of nothing where the server goes on from where it was', () => {
    const story = ahead().fromServer({ flags: ACK, sequence: 5001, acknowledgment: 1001 });
    expect(story.end()).toEqual(['error acknowledgment-of-unsent-data client 4']);
    expect(story.findings[0]?.doubtful).toBe(false);
  });

  test('is doubtful where the server is not heard of again', () => {
    const story = ahead();
    story.end();
    expect(story.findings[0]?.doubtful).toBe(true);
  });

  test.each<[string, Fields]>([
    ['behind a hole', { flags: ACK, sequence: 5101, acknowledgment: 1001 }],
    ['late', { flags: ACK, sequence: 5001, acknowledgment: 1001, payload: 'x'.repeat(100) }],
  ])('was of what the recorder missed where the server goes on %s', (_, next) => {
    const story = ahead().fromServer(next);
    expect(story.end()).toEqual([]);
    expect(story.connections).toEqual([0]);
  });
});

describe('octets sent again', () => {
  const data = (payload: string, sequence = 1001): Fields => ({ ...AT_REST, sequence, payload });

  test.each<[string, Fields[], boolean]>([
    ['the same', [data('hello'), data('hello')], false],
    ['others', [data('hello'), data('jello')], true],
    ['the same in one segment', [data('hel'), data('lo', 1004), data('hello')], false],
    ['others in one segment', [data('hel'), data('lo', 1004), data('help!')], true],
    ['others at its end', [data('hel'), data('lo', 1004), data('xlo', 1003)], false],
    ['others behind the same', [data('hel'), data('lo', 1004), data('helLO')], true],
    ['as far away as numbers go', [data('hello wor'), data('help!', 1002 - 2 ** 31)], false],
    ['one octet of a keep-alive probe', [data('hello'), data('?', 1005)], false],
  ])('%s', (_, segments, isFound) => {
    const story = opened();
    for (const segment of segments) story.fromClient(segment);
    const found = story.end().filter((line) => line.includes('overlap'));
    expect(found).toEqual(
      isFound ? [`error overlap-with-other-data client ${segments.length + 3}`] : [],
    );
  });

  test('is told long after, and among many', () => {
    const story = opened();
    for (let sent = 0; sent < 300; sent++)
      story.fromClient(data(`octets ${sent % 10}`, 1001 + 8 * sent));
    story.fromClient(data('OCTETS 9', 1001 + 8 * 299)).fromClient(data('OCTETS 0', 1001));
    const found = story.end().filter((line) => line.includes('overlap'));
    // The first of 300 ranges is forgotten, the last is not.
    expect(found).toEqual(['error overlap-with-other-data client 304']);
  });
});

test.each([1, 3, 20])('%i segments that are sent again are named, up to eight', (times) => {
  const data: Fields = { ...AT_REST, payload: 'hello', after: 0.3 };
  const story = opened().fromClient(data);
  for (let time = 0; time < times; time++) story.fromClient(data);
  story.end();
  const found = story.findings.find(({ kind }) => kind === 'retransmissions');
  const frames = Array.from({ length: Math.min(times, 8) }, (_, index) => 5 + index);
  expect(found?.frames).toEqual(frames);
  expect(found?.message).not.toContain('times)');
});

describe('windows', () => {
  test('one that shrinks is told once, and an older acknowledgment is none', () => {
    const story = opened()
      .fromClient({ ...AT_REST, window: 1000 })
      .fromClient({ ...AT_REST, window: 1000 });
    expect(story.end()).toEqual(['warning window-shrunk client 4']);
  });

  test('data beyond one is told, a probe of one octet is not', () => {
    const story = opened()
      .fromServer({ flags: ACK, sequence: 5001, acknowledgment: 1001, window: 65_535 })
      .fromClient({ ...AT_REST, sequence: 1001 + 65_535, payload: '?' })
      .fromClient({ ...AT_REST, sequence: 1001 + 65_534, payload: 'beyond' });
    expect(story.end()).toEqual([
      'error data-beyond-window client 6',
      'info retransmissions client 6',
    ]);
  });
});

describe('doubts', () => {
  test('data beyond a window is doubtful where the recorder missed segments', () => {
    const story = opened()
      .fromClient({ ...AT_REST, acknowledgment: 5101 })
      .fromServer({ flags: ACK, sequence: 5101, acknowledgment: 1001 })
      .fromClient({ ...AT_REST, sequence: 1001 + 65_535, payload: 'beyond' });
    expect(story.end()).toEqual(['error data-beyond-window client 6']);
    expect(story.findings[0]?.doubtReason).toContain('missed segments');
  });

  test('one SYN without an answer is doubtful, two are not', () => {
    const syn: Fields = { flags: SYN, sequence: 1000 };
    const one = new Conversation().fromClient(syn);
    expect(one.end()).toEqual(['warning unanswered client 1']);
    expect(one.findings[0]?.doubtful).toBe(true);
    const two = new Conversation().fromClient(syn).fromClient({ ...syn, after: 1 });
    expect(two.end()).toEqual(['warning unanswered client 1,2']);
    expect(two.findings[0]?.doubtful).toBe(false);
  });
});

describe('bounds', () => {
  test('of one kind eight frames are kept, and all are counted', () => {
    const story = opened();
    for (let sent = 0; sent < 1000; sent++) story.fromClient({ ...AT_REST, urgentPointer: 9 });
    story.end();
    expect(story.findings.map(({ frames }) => frames)).toEqual([[4, 5, 6, 7, 8, 9, 10, 11]]);
    expect(story.findings[0]?.message).toContain('(1000 times)');
    expect(story.connections).toEqual([1]);
  });
});

describe('initial sequence numbers', () => {
  test('the same from two ports', () => {
    const story = opened().fromClient({ flags: SYN, sequence: 1000, clientPort: 40_001 });
    expect(story.end()).toEqual([
      'warning initial-sequence-repeated client 4',
      'warning unanswered client 4',
    ]);
  });

  test('the same again from one port after the close', () => {
    const story = opened()
      .fromClient({ ...AT_REST, flags: RST | ACK })
      .fromClient({ flags: SYN, sequence: 1000 });
    expect(story.end()).toContain('warning initial-sequence-repeated client 5');
  });
});
