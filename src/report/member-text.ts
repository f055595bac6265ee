import { type Fragment, fragment } from './octet-text.ts';

/** A member that has had more strings than this may have any. */
const FEW_STRINGS = 32;
/** What is longer, or no plain ASCII, is rare enough to be written octet by octet each time. */
const PLAIN = /^[ !#-[\]-~]{0,64}$/;

/**
 * The text of one member of an object: its opening (brace or comma, key, colon), alone and together
 * with the values that it has often.
 */
export class MemberText {
  readonly key: string;
  /** Without octets where the key is not plain. */
  readonly opening: Fragment;
  readonly zero: Fragment;
  readonly null: Fragment;
  readonly true: Fragment;
  readonly false: Fragment;
  readonly #opening: string;
  /** With the strings that it has had; undefined once they were too many. */
  #strings: Map<string, Fragment> | undefined;

  constructor(key: string, isFirst: boolean) {
    const isPlain = PLAIN.test(key);
    const opening = isPlain ? `${isFirst ? '{' : ','}"${key}":` : '';
    this.key = key;
    this.opening = fragment(opening);
    this.zero = fragment(`${opening}0`);
    this.null = fragment(`${opening}null`);
    this.true = fragment(`${opening}true`);
    this.false = fragment(`${opening}false`);
    this.#opening = opening;
    this.#strings = isPlain ? new Map() : undefined;
  }

  /** It with a string, where that is one of a few. */
  with(value: string): Fragment | undefined {
    if (this.#strings === undefined) return undefined;
    const known = this.#strings.get(value);
    if (known !== undefined) return known;
    if (this.#strings.size === FEW_STRINGS || !PLAIN.test(value)) {
      this.#strings = undefined;
      return undefined;
    }
    const made = fragment(`${this.#opening}"${value}"`);
    this.#strings.set(value, made);
    return made;
  }
}
