/**
 * What both filter syntaxes are parsed into: conditions joined by and, or and not. What a condition
 * (`Leaf`) is, each syntax says for itself.
 */
export type Tree<Leaf> =
  | { readonly kind: 'condition'; readonly condition: Leaf }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Tree<Leaf>[] }
  | { readonly kind: 'not'; readonly part: Tree<Leaf> };

/** Parts within parts may go so deep: every level takes a call when the filter is tested. */
export const DEEPEST_TREE = 500;

export function condition<Leaf>(leaf: Leaf): Tree<Leaf> {
  return { kind: 'condition', condition: leaf };
}

export function not<Leaf>(part: Tree<Leaf>): Tree<Leaf> {
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

/** Joins two trees, and keeps a chain of the same word flat: filters of programs list thousands of hosts. */
export function join<Leaf>(kind: 'and' | 'or', left: Tree<Leaf>, right: Tree<Leaf>): Tree<Leaf> {
  const parts = left.kind === kind ? left.parts : [left];
  return { kind, parts: [...parts, right] };
}

export type Predicate<Subject> = (subject: Subject) => boolean;

/** Compiles a tree into one closure; `compileLeaf` does so with a condition. */
export function compileTree<Leaf, Subject>(
  tree: Tree<Leaf>,
  compileLeaf: (leaf: Leaf) => Predicate<Subject>,
): Predicate<Subject> {
  if (tree.kind === 'condition') return compileLeaf(tree.condition);
  if (tree.kind === 'not') {
    const part = compileTree(tree.part, compileLeaf);
    return (subject) => !part(subject);
  }
  const parts = tree.parts.map((part) => compileTree(part, compileLeaf));
  const [first, second] = parts;
  if (parts.length === 2 && first !== undefined && second !== undefined) {
    return tree.kind === 'and'
      ? (subject) => first(subject) && second(subject)
      : (subject) => first(subject) || second(subject);
  }
  return chain(parts, tree.kind === 'or');
}

/** Tests part after part until one decides: a false one an `and`, a true one an `or`. */
function chain<Subject>(
  parts: readonly Predicate<Subject>[],
  decisive: boolean,
): Predicate<Subject> {
  return (subject) => {
    for (const part of parts) {
      if (part(subject) === decisive) return decisive;
    }
    return !decisive;
  };
}
