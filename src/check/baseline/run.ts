import type { BaselineKey } from '../../model/baseline-keys.ts';
import type { BaselineRecord } from '../../model/baseline-record.ts';
import type { Connection } from '../../tcp/connection.ts';
import type { RuleWords } from '../../words/rule-words.ts';
import { type Showing, showCapture } from '../show.ts';
import type { RuleOutcome } from '../verdict.ts';
import { compare } from './compare.ts';
import type { Drifts } from './drift.ts';
import { Profile } from './profile.ts';

/** What is compared with a baseline, or becomes one. */
export interface BaselineRequest {
  /** The earlier run, and the file that it stands in; undefined: there is nothing to compare with. */
  readonly then: { readonly path: string; readonly record: BaselineRecord } | undefined;
  readonly by: BaselineKey;
  readonly drifts: Drifts;
}

/** Measures a run of all captures together, and compares it with an earlier one. */
export class BaselineRun {
  readonly #request: BaselineRequest;
  readonly #profile: Profile;

  constructor(request: BaselineRequest) {
    this.#request = request;
    this.#profile = new Profile(request.by);
  }

  add(connection: Connection): void {
    this.#profile.add(connection);
  }

  describe(): BaselineRecord {
    return this.#profile.describe();
  }

  /** What differs; nothing where there is no baseline. */
  outcomes(showing: Showing, words?: RuleWords): RuleOutcome[] {
    const { then, drifts } = this.#request;
    if (then === undefined) return [];
    const commands = showCapture(showing);
    return compare(then.record, this.describe(), { path: then.path, drifts, commands, words });
  }
}
