import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  cut,
  cutStart,
  fold,
  keepingQuantities,
  padEnd,
  padStart,
  shorten,
  widthOf,
  wrap,
} from '../../../src/report/format/width.ts';

describe('widths', () => {
  it('count columns, not characters', () => {
    expect([padEnd('文件', 6), padStart('文件', 6), padEnd('longer', 2)]).toEqual([
      '文件  ',
      '  文件',
      'longer',
    ]);
  });

  it('shorten in the middle and cut at the end', () => {
    expect(shorten('[2001:db8::1]:443', 12, '…')).toBe('[2001…1]:443');
    expect(shorten('short', 12, '…')).toBe('short');
    expect(cut('assumed: data without a handshake', 13, '…')).toBe('assumed: dat…');
    expect(cutStart('/var/log/ring-00042.pcap', 16, '…')).toBe('…ring-00042.pcap');
  });

  it('never exceed what was asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
        expect(widthOf(shorten(text, columns, '…'))).toBeLessThanOrEqual(columns);
        expect(widthOf(cut(text, columns, '…'))).toBeLessThanOrEqual(columns);
        expect(widthOf(cutStart(text, columns, '…'))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('fold', () => {
  it('leaves alone what fits, and goes on below, indented', () => {
    expect(fold('     1 a bb', 11, 7)).toBe('     1 a bb');
    expect(fold('     1 seq 0 win 64240 <mss 1460 ts 1:2>', 24, 7)).toBe(
      '     1 seq 0 win 64240\n       <mss 1460 ts 1:2>',
    );
  });

  it('does not count colours', () => {
    const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
    expect(fold(`${red('abc')} ${red('def')}`, 7, 2)).toBe(`${red('abc')} ${red('def')}`);
    expect(fold(`${red('abc')} ${red('def')}`, 6, 2)).toBe(`${red('abc')}\n  ${red('def')}`);
  });

  it('loses no word, and has no line that is too wide', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' }));
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (some, columns) => {
        const line = some.map((word) => word.replaceAll(/\s/g, 'x')).join(' ');
        const folded = fold(line, columns, 7);
        expect(folded.split(/\s+/).join(' ').trim()).toBe(line);
        for (const part of folded.split('\n')) expect(part.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('wrap', () => {
  it('keeps a number and its unit together, and indents', () => {
    expect(wrap('it took 64 µs and no more', 12, 2, 4)).toEqual([
      '  it took',
      '    64 µs',
      '    and no',
      '    more',
    ]);
  });

  it('breaks a word that is wider than a line', () => {
    expect(wrap('see /a/very/long/path', 8, 0, 2)).toEqual([
      'see',
      '  /a/ver',
      '  y/long',
      '  /path',
    ]);
  });

  it('loses nothing, and has no line that is too wide', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (list, columns) => {
        const lines = wrap(list.join(' '), columns, 2, 4);
        expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('wrap, where Han characters have no blanks between them', () => {
  it.each([
    ['breaks between them', '客户端先关闭', 8, ['客户端先', '关闭']],
    ['leaves closing punctuation where it belongs', '客户端先，关闭', 8, ['客户端', '先，关闭']],
    ['leaves opening punctuation with what it opens', '先关闭（帧 4）', 8, ['先关闭', '（帧 4）']],
    ['leaves a closing bracket of ASCII too', '[缺少 12 字节]了', 13, ['[缺少 12 字', '节]了']],
    ['and a parenthesis', '先关闭(帧)', 8, ['先关闭', '(帧)']],
    ['keeps a number with what it counts', '连接共有 31 个', 12, ['连接共有', '31 个']],
    ['keeps Latin words whole', '保持 TIME-WAIT 到', 10, ['保持', 'TIME-WAIT', '到']],
  ])('%s', (_, text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  it.each(['抓包文件', '报文段 31 个（18.6 kB）；', '状态 → ×2 ✓'])('measures %s', (text) => {
    expect(widthOf(text)).toBe(stringWidth(text));
  });
});

/** U+00A0, as a name or a description of others may have it. */
const HARD = '\u00a0';

describe('a hard blank of others', () => {
  it.each(['', ' é'])('stays what it is, and no line ends at it: a name%s', (foreign) => {
    const text = `the${HARD}name${foreign} is${HARD}${HARD} so, in 20 ms`;
    const lines = [`the${HARD}name${foreign}`, `is${HARD}${HARD} so,`, 'in 20 ms'];
    expect(wrap(text, 10)).toEqual(lines);
    expect(fold(keepingQuantities(text), 10, 0).split('\n')).toEqual(lines);
    expect(fold(keepingQuantities(text), 80, 0)).toBe(text);
    expect(wrap(text, 80)).toEqual([text]);
  });

  it('stays at the end of a line', () => {
    expect(fold(`a${HARD} b`, 3, 0)).toBe(`a${HARD}\nb`);
  });
});

it('measures blanks of quantities as the ones that they become', () => {
  expect(widthOf(keepingQuantities('é 20 ms'))).toBe(7);
});
