import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Shortlist } from '../../src/cli/shortlist.ts';

describe('Shortlist', () => {
  it('holds the first of all by score, then by id', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 30 }), (all, capacity) => {
        const shortlist = new Shortlist<{ score: number; id: number }>(capacity);
        for (const [id, score] of all.entries()) {
          shortlist.offer(score, id, (...[given, number]) => ({ score: given, id: number }));
        }
        const wanted = all
          .map((score, id) => ({ score, id }))
          .sort((a, b) => b.score - a.score || a.id - b.id)
          .slice(0, capacity);
        expect(shortlist.ranked()).toEqual(wanted);
      }),
    );
  });

  it('makes only what enters', () => {
    const shortlist = new Shortlist<{ score: number; id: number }>(2);
    let made = 0;
    for (let id = 0; id < 100; id++) {
      shortlist.offer(-id, id, (score, number) => {
        made++;
        return { score, id: number };
      });
    }
    expect(made).toBe(2);
  });
});
