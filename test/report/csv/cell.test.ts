import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText } from '../../../src/report/csv/cell.ts';

describe('cellText', () => {
  it.each([
    [null, ''],
    [0, '0'],
    [-0.5, '-0.5'],
    [1e-7, '1e-7'],
    [true, 'true'],
    ['', ''],
    ['plain text', 'plain text'],
    ['one, two', '"one, two"'],
    ['say "so"', '"say ""so"""'],
    [' edges ', '" edges "'],
    ['two\r\nlines', 'two\\x0d\\x0alines'],
    ['\u001b[2J', '\\x1b[2J'],
    // A spreadsheet would compute these.
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['=HYPERLINK("http://x/","y")', '"\'=HYPERLINK(""http://x/"",""y"")"'],
    ['\uff1d1+1', "'\uff1d1+1"],
    // The control character in front is spelt out, so that no formula is left.
    ['\t=1+1', '\\x09=1+1'],
    ['a=1', 'a=1'],
  ])('%j becomes %s', (value, wanted) => {
    expect(cellText(value)).toBe(wanted);
  });

  it('makes one field of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cellText(text)).toMatch(/^(?:"(?:[^"\r\n]|"")*"|[^",\r\n]*)$/);
        expect(cellText(text)).not.toMatch(/^"?[=+\-@]/);
      }),
    );
  });
});
