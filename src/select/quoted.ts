/** Longer pieces of what a user wrote are told by their beginning and their end. */
const LONGEST = 60;
const BEGINNING = 40;
const END = 12;
const ELLIPSIS = '...';

/** A piece of what a user wrote, to be told within a sentence. */
export function quoted(text: string): string {
  const letters = [...text];
  if (letters.length <= LONGEST) return text;
  return [...letters.slice(0, BEGINNING), ELLIPSIS, ...letters.slice(-END)].join('');
}

/** A sentence with the long words in it shortened, which are none of ours. */
export function withShortWords(sentence: string): string {
  // No blank, no Han character and no full-width punctuation, and longer than any word of ours. Made here, since the
  // tables of Unicode are slow to load.
  return sentence.replace(/[^\s\p{sc=Han}\u3001-\u303e\uff01-\uff60]{61,}/gu, quoted);
}
