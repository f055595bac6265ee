import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type Problem, problemAt, type RulesText, type Span, type TellProblem } from './problem.ts';
import { isBehindValue, mistakeOf } from './yaml-mistakes.ts';
import { DEEPEST, syntaxMistakes, TOO_DEEP } from './yaml-syntax.ts';

/** A value of a YAML file with its place, so that what is wrong with it can be shown. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** Where a stretch of the value stands in the file; all of it where that cannot be told. */
  within(start: number, end: number): Span;
}

/** Rules files are written by people; more is a mistake, or an attack with aliases of aliases. */
const LONGEST_FILE = 1 << 20;
const MOST_NODES = 20_000;
/** Who has made more mistakes has left out a sign somewhere above. */
const MOST_MISTAKES = 20;

/** Reads a file of YAML 1.2 (of which JSON is a part); what is wrong with it goes to `problems`. */
export function parseYaml(source: RulesText, problems: Problem[]): YamlNode | undefined {
  const refuse = (span: Span, tell: TellProblem): undefined => {
    problems.push(problemAt(source, span, tell));
    return undefined;
  };
  const start = { start: 0, end: 1 };
  if (source.text.length > LONGEST_FILE)
    return refuse(start, ({ rulesFile }) => rulesFile.tooLong(LONGEST_FILE));
  const mistakes = syntaxMistakes(source.text);
  const deep = mistakes.find(({ tell }) => tell === TOO_DEEP);
  if (deep !== undefined) return refuse(deep.span, TOO_DEEP);
  const lineCounter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter, prettyErrors: false, strict: true });
  const lineOf = (position: number) => lineCounter.linePos(position).line;
  const behind = new Set(document.errors.filter(isBehindValue).map(({ pos }) => lineOf(pos[0])));
  const own = mistakes.filter(
    ({ span, hidesRest }) => !hidesRest || !behind.has(lineOf(span.start)),
  );
  const end = own.find(({ hidesRest }) => hidesRest)?.span.start ?? Number.POSITIVE_INFINITY;
  const found = [
    ...own.map((mistake) => ({ at: mistake.span.start, told: () => mistake })),
    ...document.errors.map((error) => ({
      at: error.pos[0],
      told: () => mistakeOf(error, source.text),
    })),
  ];
  const lines = new Set<number>();
  for (const { at, told } of found) {
    // What follows in a line is mostly a consequence.
    const line = lineOf(at);
    if (at > end || lines.has(line)) continue;
    lines.add(line);
    const { span, tell } = told();
    refuse(span, tell);
    if (lines.size === MOST_MISTAKES) break;
  }
  if (problems.length > 0) return undefined;
  if (document.contents === null) return refuse(start, ({ rulesFile }) => rulesFile.nothing);
  const targets = aliasTargets(document);
  let left = MOST_NODES;
  /** What the aliases stand for that are being followed. */
  const open = new Set<unknown>();
  const spanOf = ({ range }: Node): Span => ({ start: range?.[0] ?? 0, end: range?.[1] ?? 1 });
  const convert = (node: unknown, around: Span, depth: number): YamlNode => {
    if (left-- <= 0) throw new Unusable(TOO_MUCH, start);
    if (depth > DEEPEST) throw new Unusable(TOO_DEEP, around);
    if (isAlias(node)) {
      const target = targets.get(node);
      if (target === undefined) {
        throw new Unusable(({ rulesFile }) => rulesFile.noAnchor(node.source), spanOf(node));
      }
      if (open.has(target))
        throw new Unusable(({ rulesFile }) => rulesFile.aliasOfItself, spanOf(node));
      open.add(target);
      const value = convert(target, spanOf(node), depth + 1);
      open.delete(target);
      return value;
    }
    if (isMap(node)) {
      const entries = node.items.map((pair): YamlEntry => {
        const keySpan = isScalar(pair.key) ? spanOf(pair.key) : spanOf(node);
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        return { key, keySpan, value: convert(pair.value, keySpan, depth + 1) };
      });
      return { kind: 'map', span: spanOf(node), entries };
    }
    if (isSeq(node)) {
      const span = spanOf(node);
      return {
        kind: 'list',
        span,
        items: node.items.map((item) => convert(item, span, depth + 1)),
      };
    }
    if (isScalar(node)) return scalarOf(node.value, spanOf(node), source.text);
    return scalarOf(null, around, source.text);
  };
  try {
    return convert(document.contents, start, 0);
  } catch (error) {
    if (error instanceof Unusable) return refuse(error.span, error.tell);
    throw error;
  }
}

class Unusable extends Error {
  readonly span: Span;
  readonly tell: TellProblem;

  constructor(tell: TellProblem, span: Span) {
    super();
    this.tell = tell;
    this.span = span;
  }
}

/**
 * What each alias stands for: the latest node above it with that anchor (YAML 1.2.2, section 7.1). The
 * package would look through the file anew for each.
 */
function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

const TOO_MUCH: TellProblem = ({ rulesFile }) => rulesFile.tooMuch(MOST_NODES);

function scalarOf(value: unknown, span: Span, text: string): YamlScalar {
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return {
    kind: 'scalar',
    span,
    value: isPlain ? value : null,
    within(start, end) {
      const [from, to] = [start, Math.max(start, end - 1)].map((position) =>
        typeof value === 'string' ? offsetOf(value, position, span, text) : undefined,
      );
      return from === undefined ? span : { start: from, end: (to ?? from) + 1 };
    },
  };
}

/** The place in the file of one unit of a string; undefined where the form of the string hides it. */
function offsetOf(value: string, position: number, span: Span, text: string): number | undefined {
  const written = text.slice(span.start, span.end);
  if (written.startsWith(value)) return span.start + position;
  if (/^["']/.test(written) && written.slice(1).startsWith(value)) return span.start + 1 + position;
  if (!written.startsWith('|')) return undefined;
  // A literal block: each line of the value is a line of the file behind its indentation.
  const before = value.slice(0, position).split('\n');
  const line = value.split('\n')[before.length - 1] ?? '';
  const lines = written.split('\n');
  const indent = lines[before.length]?.indexOf(line) ?? -1;
  if (indent < 0) return undefined;
  const lineStart = lines.slice(0, before.length).join('\n').length + 1;
  return span.start + lineStart + indent + (before.at(-1) ?? '').length;
}
