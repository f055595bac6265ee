const SHORTEST_WORD = 2;
/** Longer words are no typing mistakes of ours, and the distance to them would take long. */
const LONGEST_WORD = 64;
/** One mistake is allowed for so many letters. */
const LETTERS_PER_MISTAKE = 3;

/** The name nearest to a word that is none of them; undefined where none is near. */
export function nearestName(word: string, names: Iterable<string>): string | undefined {
  if (word.length < SHORTEST_WORD || word.length > LONGEST_WORD) return undefined;
  const wanted = word.toLowerCase();
  let least = Math.max(1, Math.floor(word.length / LETTERS_PER_MISTAKE)) + 1;
  let nearest: string | undefined;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
}

/** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
