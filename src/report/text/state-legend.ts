import type { LadderRecord } from '../../model/ladder-record.ts';
import { TCP_STATES, type TcpStateName } from '../../model/vocabulary.ts';
import { wrap } from '../format/width.ts';
import type { Style } from './style.ts';

/** What the states in the ladders are usually called, in languages that have names of their own for them. */
export class StateLegend {
  readonly #met = new Set<TcpStateName | null>();

  see({ initial, rows }: LadderRecord): void {
    for (const states of [initial, ...rows.flatMap((row) => ('states' in row ? row.states : []))]) {
      this.#met.add(states.client).add(states.server);
    }
  }

  lines({ columns, paint, words }: Style): string[] {
    const { stateNames, legend } = words.ladder;
    const met = TCP_STATES.filter((state) => this.#met.has(state));
    if (stateNames === null || met.length === 0) return [];
    return wrap(legend(met.map((state) => ({ state, name: stateNames[state] }))), columns).map(
      paint.faint,
    );
  }
}
