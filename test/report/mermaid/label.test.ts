import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagramText } from '../../../src/report/mermaid/diagram.ts';
import { labelText } from '../../../src/report/mermaid/label.ts';
import { statementsOf } from './grammar.ts';

describe('labelText', () => {
  it.each([
    ['SYN seq 0 ack 0+1 ✓ (frame 2, 0.020548 s)', 'SYN seq 0 ack 0+1 ✓ (frame 2, 0.020548 s)'],
    ['client 192.0.2.1:40001', 'client 192.0.2.1:40001'],
    ['[2001:db8::1]:80', '[2001:db8::1]:80'],
    ['a;b', 'a#59;b'],
    ['#59;', '#35;59#59;'],
    ['wrap: x', 'wrap#58; x'],
    ['%%{init}%%', '#37;#37;#123;init#125;#37;#37;'],
    ['<b>&amp;', '#60;b#62;#38;amp#59;'],
    ['two\nlines', 'two#92;x0alines'],
    ['漢', '#28450;'],
  ])('%j becomes %j', (text, wanted) => {
    expect(labelText(text)).toBe(wanted);
  });

  it('leaves any text one label of one statement', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const participants = { client: text, server: text };
        const items = [{ kind: 'note', at: 'both', text } as const];
        expect(statementsOf(diagramText({ participants, items }))).toHaveLength(3);
      }),
      { numRuns: 50 },
    );
  });
});
