/** The sentences of a catalogue with arguments to tell them of: null for a text that takes none. */
export type Samples<W> = {
  readonly [K in keyof W]: W[K] extends (...args: infer A) => string
    ? readonly A[]
    : W[K] extends string
      ? null
      : Samples<W[K]>;
};

/** All texts of a catalogue by their path, told of the samples. */
export function told(words: unknown, samples: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function' && Array.isArray(samples)) {
    return samples.map((args: readonly unknown[]) => [
      `${path}(${JSON.stringify(args).slice(1, -1)})`,
      String(Reflect.apply(words, undefined, args)),
    ]);
  }
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, part]) =>
    told(part, Object.entries(samples ?? {}).find(([name]) => name === key)?.[1], `${path}.${key}`),
  );
}
