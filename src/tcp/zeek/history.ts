import type { ZeekConnectionFields } from '../rows/zeek-connection-fields.ts';
import type { CellPool } from './cell-pool.ts';

/** The letters of Zeek's history by their codes; a responder's are in lower case. */
const LETTERS = ' SHFRIQDACTWG^';
export const SYN_LETTER = 1;
export const SYN_ACK_LETTER = 2;
export const FIN_LETTER = 3;
export const RST_LETTER = 4;
/** FIN and RST together. */
export const INCONSISTENT_LETTER = 5;
/** Other flags that exclude each other. */
export const MANY_FLAGS_LETTER = 6;
export const DATA_LETTER = 7;
export const ACK_LETTER = 8;
export const CORRUPT_LETTER = 9;
export const REPEAT_LETTER = 10;
export const ZERO_WINDOW_LETTER = 11;
export const GAP_LETTER = 12;
/** The roles were exchanged. */
export const EXCHANGE_LETTER = 13;

const RESPONDER = 0x10;
const LETTER_BITS = 5;
const LETTER_MASK = (1 << LETTER_BITS) - 1;
/** Letters in a word of 32 bits. */
const WORD_LETTERS = 6;
const CELL_WORDS = 3;

/** The histories of all live connections: twelve letters in the row, more in the pool. */
export class Histories {
  readonly #cells: CellPool;

  constructor(cells: CellPool) {
    this.#cells = cells;
  }

  /** Adds a letter of the originator or of the responder. */
  write(connection: ZeekConnectionFields, letter: number, isOriginator: boolean): void {
    const code = isOriginator || letter === EXCHANGE_LETTER ? letter : letter | RESPONDER;
    const first = withLetter(connection.zeekHistory, code);
    if (first !== 0) {
      connection.zeekHistory = first;
      return;
    }
    const second = withLetter(connection.zeekHistoryNext, code);
    if (second !== 0) connection.zeekHistoryNext = second;
    else this.#writeToPool(connection, code);
  }

  /** The history is one unexchanged SYN-ACK. */
  isSynAckAlone(connection: ZeekConnectionFields): boolean {
    return connection.zeekHistory === SYN_ACK_LETTER;
  }

  /** Makes a history of one SYN-ACK that of a responder whose originator's SYN was missed. */
  exchangeSynAck(connection: ZeekConnectionFields): void {
    connection.zeekHistory = EXCHANGE_LETTER | ((SYN_ACK_LETTER | RESPONDER) << LETTER_BITS);
  }

  /** The history as Zeek writes it; empty where it has none. */
  textOf(connection: ZeekConnectionFields): string {
    let text = lettersOf(connection.zeekHistory) + lettersOf(connection.zeekHistoryNext);
    for (let cell = connection.zeekHistoryHead; cell !== 0; cell = this.#cells.next(cell)) {
      for (let word = 0; word < CELL_WORDS; word++) text += lettersOf(this.#cells.word(cell, word));
    }
    return text;
  }

  /** Gives back what a connection's history took of the pool. */
  release(connection: ZeekConnectionFields): void {
    if (connection.zeekHistoryHead !== 0) this.#cells.releaseAll(connection.zeekHistoryHead);
  }

  #writeToPool(connection: ZeekConnectionFields, code: number): void {
    const cells = this.#cells;
    const tail = connection.zeekHistoryTail;
    if (tail !== 0) {
      for (let word = 0; word < CELL_WORDS; word++) {
        const packed = withLetter(cells.word(tail, word), code);
        if (packed !== 0) {
          cells.setWord(tail, word, packed);
          return;
        }
      }
    }
    const cell = cells.allocate();
    cells.setWord(cell, 0, code);
    if (tail === 0) connection.zeekHistoryHead = cell;
    else cells.setNext(tail, cell);
    connection.zeekHistoryTail = cell;
  }
}

/** The packed letters with one more behind them, or 0 where there is no room. */
function withLetter(packed: number, code: number): number {
  for (let shift = 0; shift < WORD_LETTERS * LETTER_BITS; shift += LETTER_BITS) {
    if (packed >> shift === 0) return packed | (code << shift);
  }
  return 0;
}

function lettersOf(packed: number): string {
  let text = '';
  for (let rest = packed; rest !== 0; rest >>= LETTER_BITS) {
    const code = rest & LETTER_MASK;
    const letter = LETTERS.charAt(code & ~RESPONDER);
    text += (code & RESPONDER) === 0 ? letter : letter.toLowerCase();
  }
  return text;
}

/** True for 1, 10, 100...: the events of a kind whose letter is written. */
export function isLogged(count: number): boolean {
  let rest = count;
  while (rest >= 10 && rest % 10 === 0) rest /= 10;
  return rest === 1;
}
