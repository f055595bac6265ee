import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OctetStream } from '../../../src/tcp/streams/octet-stream.ts';

const ISS = 0xffff_fff0 | 0;

interface Sent {
  readonly doubtful?: boolean;
  readonly filler?: boolean;
  /** Octets that the segment had on the wire, where the capture has fewer. */
  readonly length?: number;
}

/** A stream that tells what it delivers as text, gaps as `[n]`, cut octets as `[n cut]`. */
function stream(mostKept?: number) {
  let text = '';
  const remarks: string[] = [];
  const under = new OctetStream(
    {
      octets: (octets) => {
        text += Buffer.from(octets).toString();
      },
      gap: (_, octets, cause) => {
        text += cause === 'snapped' ? `[${octets} cut]` : `[${octets}]`;
      },
      differs: (position, different, frame) => {
        remarks.push(`${frame}: ${different} at ${position}`);
      },
    },
    mostKept,
  );
  let frame = 0;
  under.begin(ISS);
  return {
    remarks,
    text: () => text,
    send(position: number, octets: string, { doubtful, filler, length }: Sent = {}): void {
      under.take({
        sequence: (ISS + position) | 0,
        length: length ?? octets.length,
        octets: Buffer.from(octets),
        frame: ++frame,
        isDoubtful: doubtful ?? false,
        isFiller: filler ?? false,
      });
      under.tick();
    },
    acknowledge(position: number): void {
      under.acknowledge((ISS + position) | 0);
      under.tick();
    },
    fin: (position: number) => under.endAt((ISS + position) | 0),
    wait(segments: number): void {
      for (let left = segments; left > 0; left--) under.tick();
    },
    finish(): string {
      under.finish();
      return text;
    },
  };
}

describe('an in-order stream', () => {
  it('delivers what is in order at once', () => {
    const { send, text } = stream();
    send(0, 'one ');
    expect(text()).toBe('one ');
    send(4, 'two');
    expect(text()).toBe('one two');
  });

  it('waits for what was lost', () => {
    const { send, text } = stream();
    send(4, 'two ');
    send(8, 'three');
    expect(text()).toBe('');
    send(0, 'one ');
    expect(text()).toBe('one two three');
  });

  it('gives each octet once, whatever segments repeat', () => {
    const { send, remarks, finish } = stream();
    send(0, 'abc');
    send(6, 'ghi');
    send(1, 'bcdefg');
    send(0, 'abcdefghij');
    expect(finish()).toBe('abcdefghij');
    expect(remarks).toEqual([]);
  });

  it('keeps the first copy and tells of the other, delivered or not', () => {
    const { send, remarks, finish } = stream();
    send(0, 'abc');
    send(1, 'xc');
    send(5, 'fgh');
    send(4, 'eFGhi');
    send(3, 'd');
    expect(finish()).toBe('abcdefghi');
    expect(remarks).toEqual(['2: 1 at 1', '4: 2 at 5']);
  });

  it('takes a hole for missing that the receiver has acknowledged', () => {
    const { send, acknowledge, wait, text } = stream();
    send(0, 'ab');
    send(6, 'gh');
    acknowledge(8);
    expect(text()).toBe('ab');
    wait(40);
    expect(text()).toBe('ab[4]gh');
  });

  it('takes acknowledged octets that the recorder puts behind their acknowledgment', () => {
    const { send, acknowledge, finish } = stream();
    send(0, 'ab');
    acknowledge(8);
    send(6, 'gh');
    send(2, 'cdef');
    expect(finish()).toBe('abcdefgh');
  });

  it('waits on for a hole that nobody acknowledged', () => {
    const { send, acknowledge, wait, text } = stream();
    send(0, 'ab');
    send(6, 'gh');
    acknowledge(2);
    wait(100);
    expect(text()).toBe('ab');
  });

  it('gives a hole up where what came ahead of it takes too much memory', () => {
    const { send, text } = stream(2_000);
    for (let position = 10; position < 10_000; position += 100) send(position, 'x'.repeat(100));
    expect(text()).toMatch(/^\[10\]x+$/);
    expect(text().length).toBeGreaterThan(9_000);
  });

  it('tells what is missing at the end', () => {
    const { send, acknowledge, finish } = stream();
    send(0, 'ab');
    send(6, 'gh');
    acknowledge(20);
    expect(finish()).toBe('ab[4]gh[12]');
  });

  it('takes the last octet acknowledged for the FIN that was not captured', () => {
    const { send, acknowledge, finish } = stream();
    send(0, 'ab');
    acknowledge(3);
    expect(finish()).toBe('ab');
  });

  it('ends with the FIN', () => {
    const { send, fin, acknowledge, finish } = stream();
    send(0, 'ab');
    fin(4);
    acknowledge(5);
    send(4, 'not of it');
    expect(finish()).toBe('ab[2]');
  });

  it('marks what the snap length cut off', () => {
    const { send, text } = stream();
    send(0, 'ab', { length: 10 });
    send(10, 'kl');
    expect(text()).toBe('ab[8 cut]kl');
  });

  it('prefers a copy to what was cut off of another', () => {
    const { send, text } = stream();
    send(3, 'd', { length: 6 });
    send(4, 'ef');
    send(0, 'abc');
    expect(text()).toBe('abcdef[3 cut]');
  });

  it('leaves out what the receiver discarded', () => {
    const { send, acknowledge, remarks, finish } = stream();
    send(0, 'ab');
    send(2, 'XX', { doubtful: true });
    send(4, 'ef');
    send(2, 'cd');
    send(90, 'far away', { doubtful: true });
    acknowledge(6);
    expect(finish()).toBe('abcdef');
    expect(remarks).toEqual([]);
  });

  it('takes what seemed to be discarded and was acknowledged', () => {
    const { send, acknowledge, text } = stream();
    send(0, 'ab', { doubtful: true });
    expect(text()).toBe('');
    acknowledge(2);
    expect(text()).toBe('ab');
  });

  it('holds fillers to nothing', () => {
    const { send, remarks } = stream();
    send(0, 'ab');
    send(1, '\0', { filler: true });
    expect(remarks).toEqual([]);
  });

  it('delivers any segments of a text, in any order, as that text', () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(4);
    const cuts = fc.array(
      fc.record({
        start: fc.nat(text.length - 1),
        length: fc.integer({ min: 1, max: 60 }),
        doubtful: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(cuts, (segments) => {
        const { send, remarks, finish } = stream();
        let known = [...text].map(() => false);
        for (const { start, length, doubtful } of segments) {
          const octets = text.slice(start, start + length);
          send(start, doubtful ? octets.toUpperCase() : octets, { doubtful });
          known = known.map((is, at) => is || (!doubtful && at >= start && at < start + length));
        }
        for (let at = 0; at < text.length; at += 7) send(at, text.slice(at, at + 7));
        expect(finish()).toBe(text);
        expect(remarks).toEqual([]);
      }),
    );
  });
});
