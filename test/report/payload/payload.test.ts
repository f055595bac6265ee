import { describe, expect, it } from 'vitest';
import { palette } from '../../../src/report/format/palette.ts';
import { HexPayload } from '../../../src/report/payload/hex.ts';
import { TextPayload } from '../../../src/report/payload/text.ts';
import { ENGLISH } from '../../../src/words/en/index.ts';

const VIEWS = { text: TextPayload, hex: HexPayload };

function show(
  view: keyof typeof VIEWS,
  tell: (payload: TextPayload | HexPayload) => void,
  options: { marksDirection?: boolean; unicode?: boolean } = {},
): string {
  let printed = '';
  const payload = new VIEWS[view]({
    sink: {
      write: (text) => {
        printed += text;
      },
    },
    paint: palette(0),
    unicode: true,
    marksDirection: true,
    words: ENGLISH.follow,
    ...options,
  });
  tell(payload);
  payload.end();
  return printed;
}

const octets = (text: string) => Buffer.from(text);

describe('payload as text', () => {
  it.each<[string, string, string]>([
    ['lines of both ends', 'GET /\r\nHost: x\n\nrest', '> GET /\n> Host: x\n> \n> rest\n'],
    ['control characters', 'a\x1b[2Jb\0\tc\rd\n', '> a\\x1b[2Jb\\x00\tc\\x0dd\n'],
    ['UTF-8', 'grüße €\n', '> grüße €\n'],
    ['what reorders text', 'a\u202eb\n', '> a\\u202eb\n'],
  ])('shows %s', (_, sent, shown) => {
    expect(show('text', (payload) => payload.octets('client', octets(sent), 0))).toBe(shown);
  });

  it('spells out octets that are no UTF-8', () => {
    const sent = Buffer.from([0x61, 0xff, 0xc3, 0x0a]);
    expect(show('text', (payload) => payload.octets('server', sent, 0))).toBe('< a\\xff\\xc3\n');
  });

  it('spells out all but ASCII where the terminal has no more', () => {
    const shown = show('text', (payload) => payload.octets('client', octets('ü\n'), 0), {
      unicode: false,
    });
    expect(shown).toBe('> \\xfc\n');
  });

  it('joins what came in pieces, characters too', () => {
    const sent = octets('grüße\r\n');
    const shown = show('text', (payload) => {
      for (let at = 0; at < sent.length; at++) {
        payload.octets('client', sent.subarray(at, at + 1), at);
      }
    });
    expect(shown).toBe('> grüße\n');
  });

  it('breaks lines without end, never inside a character', () => {
    const sent = 'é€'.repeat(5_000);
    const shown = show('text', (payload) => payload.octets('client', octets(sent), 0));
    expect(shown).not.toContain('\\x');
    expect(shown.replaceAll(/\n> |^> |\n$/g, '')).toBe(sent);
    expect(Math.max(...shown.split('\n').map((line) => Buffer.byteLength(line)))).toBeLessThan(
      4_100,
    );
  });

  it('begins a line where the other side speaks, and marks gaps', () => {
    const shown = show('text', (payload) => {
      payload.octets('client', octets('one'), 0);
      payload.octets('server', octets('two'), 0);
      payload.gap('server', 3, 12, false);
      payload.gap('server', 15, 1, true);
      payload.octets('server', octets('three\n'), 16);
    });
    expect(shown).toBe(
      '> one\n< two\n< [12 octets missing]\n< [1 octet missing: snapped]\n< three\n',
    );
  });

  it('marks no direction where there is one alone', () => {
    const shown = show('text', (payload) => payload.octets('client', octets('one\n'), 0), {
      marksDirection: false,
    });
    expect(shown).toBe('one\n');
  });
});

describe('payload in hexadecimal', () => {
  it('shows positions, octets and ASCII', () => {
    const shown = show('hex', (payload) => {
      payload.octets('client', octets('0123456789'), 0);
      payload.octets('client', octets('abcdefgh\x01'), 10);
      payload.gap('client', 19, 237, false);
      payload.octets('client', octets('xy'), 256);
      payload.octets('server', octets('z'), 0);
    });
    expect(shown.split('\n')).toEqual([
      '> 00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef',
      `> 00000010  67 68 01${' '.repeat(40)}  gh.`,
      '> [237 octets missing]',
      `> 00000100  78 79${' '.repeat(43)}  xy`,
      `< 00000000  7a${' '.repeat(46)}  z`,
      '',
    ]);
  });
});
