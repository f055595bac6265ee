import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeCell, codeText, proseText } from '../../../src/report/markdown/inline.ts';

describe('proseText', () => {
  it.each([
    ['It sent 1 segment of 18 again (5.6 %).', 'It sent 1 segment of 18 again (5.6 %).'],
    ['RFC 9293, section 3.8.1', 'RFC 9293, section 3.8.1'],
    ['from 2026-11-20 14:24:25 UTC: 31 TCP', 'from 2026-11-20 14:24:25 UTC: 31 TCP'],
    ['3 window_full', '`3 window_full`'],
    ['[click](http://x)', '`[click](http://x)`'],
    ['see www.example.org', '`see www.example.org`'],
    ['<img src=x>', '`<img src=x>`'],
    ['thanks to @somebody', '`thanks to @somebody`'],
    ['closes #12', '`closes #12`'],
    [':tada:', '`:tada:`'],
    ['**bold**', '`**bold**`'],
    ['&lt;', '`&lt;`'],
    ['', ''],
  ])('%j becomes %j', (text, wanted) => {
    expect(proseText(text)).toBe(wanted);
  });
});

describe('codeText', () => {
  it.each([
    ['a.pcap', '`a.pcap`'],
    ['a`b', '`` a`b ``'],
    ['`', '`` ` ``'],
    ['a``b`c', '``` a``b`c ```'],
    [' a ', '`  a  `'],
    ['two\nlines', '`two\\x0alines`'],
    ['x'.repeat(1_000), `\`${'x'.repeat(299)}…\``],
  ])('%j becomes %j', (text, wanted) => {
    expect(codeText(text)).toBe(wanted);
  });

  it('closes where it ends, and nowhere before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const [, fence = '', content = ''] = /^(`*)(.*?)\1$/s.exec(codeText(text)) ?? [];
        const runs: readonly string[] = content.match(/`+/g) ?? [];
        expect(runs).not.toContain(fence);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(content).not.toMatch(/[\u0000-\u001f]/);
      }),
    );
  });

  it('has no bar in a cell', () => {
    expect(codeCell('a|b\\|c')).toBe('`a\\x7cb\\\\x7cc`');
  });
});
