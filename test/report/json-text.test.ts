import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../src/report/json-text.ts';

describe('jsonText', () => {
  it.each([
    ['plain "text", äöü and 文件', '"plain \\"text\\", äöü and 文件"'],
    ['\u001b[2J', '"\\u001b[2J"'],
    ['\u007f\u009b31m', '"\\u007f\\u009b31m"'],
    ['exe.\u202egpj', '"exe.\\u202egpj"'],
    ['zero\u200bwidth\u2028', '"zero\\u200bwidth\\u2028"'],
    ['\ud800', '"\\ud800"'],
    ['\u{1f600}', '"\u{1f600}"'],
  ])('%j becomes %s', (value, wanted) => {
    expect(jsonText(value)).toBe(wanted);
  });

  it('is the same value, and nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = jsonText(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});
