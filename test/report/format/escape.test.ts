import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalSafe, terminalSafeRecord } from '../../../src/report/format/escape.ts';

describe('terminalSafe', () => {
  it.each([
    ['plain text, äöü and 文件', 'plain text, äöü and 文件'],
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['two\r\nlines\t', 'two\\x0d\\x0alines\\x09'],
    ['\u009b31m', '\\x9b31m'],
    ['exe.\u202egpj', 'exe.\\u202egpj'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['half \ud83d', 'half \\ud83d'],
    ['\u{1f600}', '\u{1f600}'],
  ])('%j becomes %j', (text, want) => {
    expect(terminalSafe(text)).toBe(want);
  });

  it('spells out what is not ASCII where the terminal shows nothing else', () => {
    expect(terminalSafe('für 文 \u{1f600}', false)).toBe('f\\xfcr \\u6587 \\u{1f600}');
  });

  it('leaves nothing that moves the cursor or reorders the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(terminalSafe(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(terminalSafe(text, false)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

describe('terminalSafeRecord', () => {
  it('is the record itself where nothing has to be spelt out', () => {
    const record = { a: ['plain', 1, null, { b: '~ !', c: true }] };
    expect(terminalSafeRecord(record)).toBe(record);
  });

  it('leaves nothing unsafe in any record', () => {
    const record = fc.object({
      key: fc.string({ unit: 'binary' }),
      values: [fc.string({ unit: 'binary' }), fc.integer()],
    });
    fc.assert(
      fc.property(record, (any) => {
        const safe = JSON.stringify(terminalSafeRecord(any, false));
        // JSON spells a backslash of ours as two; a single one would be a character that it had to spell out.
        expect(safe.replaceAll('\\\\', '').replaceAll('\\"', '')).toMatch(/^[\x20-[\]-~]*$/);
      }),
    );
  });

  it('reaches every string and every key, and nothing else', () => {
    const record = { 'a\u0007': ['\u0007', 1, null, { b: '\u0007', c: true }] };
    expect(terminalSafeRecord(record)).toEqual({
      'a\\x07': ['\\x07', 1, null, { b: '\\x07', c: true }],
    });
  });
});
