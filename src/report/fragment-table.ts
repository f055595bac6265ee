import { type Fragment, fragment } from './octet-text.ts';

/** The texts of a small integer's values, each made when it first comes. */
export class FragmentTable {
  readonly #make: (key: number) => string;
  readonly #fragments: (Fragment | undefined)[] = [];

  constructor(make: (key: number) => string) {
    this.#make = make;
  }

  of(key: number): Fragment {
    const known = this.#fragments[key];
    if (known !== undefined) return known;
    const made = fragment(this.#make(key));
    this.#fragments[key] = made;
    return made;
  }
}
