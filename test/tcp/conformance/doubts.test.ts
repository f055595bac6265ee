import { describe, expect, test } from 'vitest';
import { ACK, FIN, INVALID, RST, SYN } from '../../../src/wire/packet.ts';
import { Conversation, type Fields } from './conversation.ts';

/** Frames 1 to 3: an open connection; the client is at 1001, the server at 5001. */
function opened(): Conversation {
  return new Conversation()
    .fromClient({ flags: SYN, sequence: 1000, mss: 1460 })
    .fromServer({ flags: SYN | ACK, sequence: 5000, acknowledgment: 1001, mss: 1460 })
    .fromClient(CLIENT);
}

const CLIENT: Fields = { flags: ACK, sequence: 1001, acknowledgment: 5001 };
const SERVER: Fields = { flags: ACK, sequence: 5001, acknowledgment: 1001 };
const OCTETS = 'x'.repeat(100);
const LATER = { sequence: 1101, acknowledgment: 5101 };

type Chapter = (story: Conversation) => Conversation;

const nothing: Chapter = (story) => story;

/** What a capture distorts, each without a finding of its own; it ends as it began, 100 octets further. */
const DISTORTIONS: Readonly<Record<string, Chapter>> = {
  nothing: (story) =>
    story
      .fromClient({ ...CLIENT, payload: OCTETS })
      .fromServer({ ...SERVER, acknowledgment: 1101, payload: OCTETS }),
  'a segment out of order': (story) =>
    story
      .fromClient({ ...CLIENT, payload: OCTETS })
      .fromServer({ ...SERVER, acknowledgment: 1101, payload: OCTETS, after: -0.001 }),
  'a copy by a tap': (story) =>
    story
      .fromClient({ ...CLIENT, payload: OCTETS, identification: 700 })
      .fromClient({ ...CLIENT, payload: OCTETS, identification: 700, after: 0.00001 })
      .fromServer({ ...SERVER, acknowledgment: 1101, payload: OCTETS }),
  'a clock set back': (story) =>
    story
      .fromClient({ ...CLIENT, payload: OCTETS })
      .fromServer({ ...SERVER, acknowledgment: 1101, payload: OCTETS, after: -30 }),
};

/** Super-segments: 3,000 octets where the other side takes 1,460. */
const merged: Chapter = (story) =>
  story
    .fromClient({ ...CLIENT, payload: 'y'.repeat(3000) })
    .fromServer({ ...SERVER, acknowledgment: 4001 });

const FINDINGS: Readonly<Record<string, Chapter>> = {
  retransmissions: (story) =>
    story
      .fromClient({ ...CLIENT, ...LATER, payload: OCTETS })
      .fromClient({ ...CLIENT, ...LATER, payload: OCTETS, after: 0.5 }),
  'acknowledgment-of-unsent-data': (story) =>
    story
      .fromClient({ ...CLIENT, ...LATER, acknowledgment: 5301 })
      .fromServer({ ...SERVER, sequence: 5101, acknowledgment: 1101 }),
  'data-beyond-window': (story) =>
    story.fromClient({ ...CLIENT, ...LATER, sequence: 1101 + 65_535, payload: OCTETS }),
  'window-shrunk': (story) => story.fromClient({ ...CLIENT, ...LATER, window: 1000 }),
  'reset-with-unacceptable-sequence': (story) =>
    story.fromClient({ ...CLIENT, ...LATER, sequence: 900_000, flags: RST | ACK }),
  'timestamps-go-back': (story) =>
    story
      .fromClient({ ...CLIENT, ...LATER, timestamps: [900, 1] })
      .fromClient({ ...CLIENT, ...LATER, timestamps: [100, 1], payload: OCTETS }),
  'zero-window': (story) =>
    story
      .fromClient({ ...CLIENT, ...LATER, window: 0 })
      .fromClient({ ...CLIENT, ...LATER, window: 65_535, after: 0.5 }),
  'half-closed-long': (story) =>
    story
      .fromClient({ ...CLIENT, ...LATER, flags: ACK | FIN })
      .fromServer({ ...SERVER, sequence: 5101, acknowledgment: 1102 })
      .fromServer({ ...SERVER, flags: ACK | FIN, sequence: 5101, acknowledgment: 1102, after: 90 }),
  'data-unacknowledged': (story) =>
    story
      .fromClient({ ...CLIENT, ...LATER, payload: OCTETS })
      .fromClient({ ...CLIENT, ...LATER, payload: OCTETS, after: 1 }),
};

function reasonOf(kind: string, story: Conversation): string | null {
  story.end();
  const finding = story.findings.find((each) => each.kind === kind);
  expect(finding, `${kind} is found`).toBeDefined();
  expect(finding?.doubtful).toBe(finding?.doubtReason !== null);
  return finding?.doubtReason ?? null;
}

describe('a finding is doubtful where the capture can have brought it about', () => {
  const ORDER = 'the recorder put segments out of order';
  const TWICE = 'segments were recorded twice';
  const CLOCK = 'the clock of the recorder went back';
  test.each([
    ['retransmissions', 'a segment out of order', ORDER],
    ['retransmissions', 'a copy by a tap', TWICE],
    ['acknowledgment-of-unsent-data', 'a segment out of order', ORDER],
    ['data-beyond-window', 'a segment out of order', ORDER],
    ['window-shrunk', 'a segment out of order', ORDER],
    ['reset-with-unacceptable-sequence', 'a segment out of order', ORDER],
    ['timestamps-go-back', 'a segment out of order', ORDER],
    ['zero-window', 'a clock set back', CLOCK],
    ['half-closed-long', 'a clock set back', CLOCK],
    ['data-unacknowledged', 'a clock set back', CLOCK],
  ])('%s, %s', (kind, distortion, reason) => {
    const tell = (distort: Chapter) => (FINDINGS[kind] ?? nothing)(distort(opened()));
    expect(reasonOf(kind, tell(DISTORTIONS['nothing'] ?? nothing))).toBeNull();
    expect(reasonOf(kind, tell(DISTORTIONS[distortion] ?? nothing))).toContain(reason);
  });

  test('SYNs that come again, a copy by a tap', () => {
    const syn: Fields = { flags: SYN, sequence: 1000, mss: 1460 };
    const twice = () =>
      new Conversation().fromClient({ ...syn, identification: 7 }).fromClient({ ...syn, after: 1 });
    expect(reasonOf('unanswered', twice())).toBeNull();
    const copied = () => twice().fromClient({ ...syn, identification: 2, after: 0.00001 });
    expect(reasonOf('unanswered', copied())).toContain(TWICE);
    const answer: Fields = { flags: SYN | ACK, sequence: 5000, acknowledgment: 1001, mss: 1460 };
    const open = (story: Conversation) => story.fromServer(answer).fromClient(CLIENT);
    expect(reasonOf('handshake-retransmitted', open(twice()))).toBeNull();
    expect(reasonOf('handshake-retransmitted', open(copied()))).toContain(TWICE);
  });

  test.each<[string, Chapter, string]>([
    [
      'retransmissions',
      (story) =>
        story
          .fromClient({ ...CLIENT, sequence: 4001, payload: OCTETS })
          .fromClient({ ...CLIENT, sequence: 4001, payload: OCTETS, after: 0.5 }),
      'on the wire there were more',
    ],
    [
      'invalid-checksum',
      (story) =>
        story.fromClient({ ...CLIENT, sequence: 4001, payload: OCTETS, checksum: INVALID }),
      'never had a checksum of its own',
    ],
  ])('%s, super-segments', (kind, chapter, reason) => {
    const whole: Chapter = (story) =>
      story
        .fromClient({ ...CLIENT, payload: 'y'.repeat(1400) })
        .fromClient({ ...CLIENT, sequence: 2401, payload: 'y'.repeat(1400) })
        .fromClient({ ...CLIENT, sequence: 3801, payload: 'y'.repeat(200) })
        .fromServer({ ...SERVER, acknowledgment: 4001 });
    expect(reasonOf(kind, chapter(whole(opened())))).toBeNull();
    expect(reasonOf(kind, chapter(merged(opened())))).toContain(reason);
  });

  test('a distortion that is small beside what was found puts nothing in doubt', () => {
    const story = (DISTORTIONS['a segment out of order'] ?? nothing)(opened());
    for (let time = 0; time <= 11; time++)
      story.fromClient({ ...CLIENT, ...LATER, payload: OCTETS, after: 0.5 });
    expect(reasonOf('retransmissions', story)).toBeNull();
  });
});
