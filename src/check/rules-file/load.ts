import { dirname, join } from 'node:path';
import { quoted } from '../../select/quoted.ts';
import type { Drifts } from '../baseline/drift.ts';
import { RECOMMENDED, recommendedRule } from '../recommended.ts';
import { RuleCompiler, type RuleSet } from './compile.ts';
import { driftsIn } from './drift.ts';
import { Language } from './expressions.ts';
import {
  type Problem,
  problemAt,
  RulesFileError,
  type RulesText,
  type TellProblem,
} from './problem.ts';
import { ShapeReader } from './shape.ts';
import { parseYaml, type YamlScalar } from './yaml.ts';

/** Reads a file, or tells in a clause why that cannot be. */
export type ReadText = (path: string) => string | { readonly reason: string };

export interface LoadedRules {
  readonly rules: RuleSet;
  /** How far metrics may be from a baseline. */
  readonly drifts: Drifts;
}

/** Sets that a comma of an input method for Chinese joins to one name; any other name may hold it. */
const JOINED = /^recommended\s*，/;
/** Sets within sets; nobody needs more. */
const DEEPEST = 16;

/**
 * The rules of a file, with those of the sets that it extends; its own come last and win.
 *
 * @throws RulesFileError with everything that is wrong with it and with them
 */
export function loadRules(file: RulesText, read: ReadText): LoadedRules {
  const problems: Problem[] = [];
  const loader = new Loader(read, problems);
  const rules = loader.load(file, []);
  if (problems.length > 0) throw new RulesFileError(problems);
  return { rules, drifts: loader.drifts };
}

class Loader {
  readonly #read: ReadText;
  readonly #problems: Problem[];
  readonly #language = new Language();
  readonly drifts = new Map<string, number | 'off'>();

  constructor(read: ReadText, problems: Problem[]) {
    this.#read = read;
    this.#problems = problems;
  }

  load(file: RulesText, above: readonly string[]): RuleSet {
    const rules: RuleSet = new Map();
    const problems: Problem[] = [];
    const root = parseYaml(file, problems);
    if (root !== undefined) {
      const shape = new ShapeReader(file, problems).read(root);
      for (const base of shape.extends) {
        for (const [name, rule] of this.#extended(base, file, above)) rules.set(name, rule);
      }
      for (const [name, drift] of driftsIn(root, file, problems)) this.drifts.set(name, drift);
      // A form that is wrong would only be complained of once more.
      if (problems.length === 0) {
        const compiler = new RuleCompiler(file, this.#language, problems);
        for (const rule of shape.rules) compiler.compile(rule, rules);
      }
    }
    this.#problems.push(...problems.sort((a, b) => a.line - b.line || a.column - b.column));
    return rules;
  }

  #extended(base: YamlScalar, file: RulesText, above: readonly string[]): RuleSet {
    const name = String(base.value);
    if (name === 'recommended') {
      return new Map([...RECOMMENDED.keys()].map((rule) => [rule, recommendedRule(rule)]));
    }
    const path = name.startsWith('/') ? name : join(dirname(file.path), name);
    const refuse = (reason: TellProblem): RuleSet => {
      const tell: TellProblem = (words) => words.rulesFile.extending(quoted(name), reason(words));
      this.#problems.push(problemAt(file, base.span, tell));
      return new Map();
    };
    const chain = [...above, file.path];
    if (chain.includes(path)) return refuse((words) => words.rulesFile.extendsItself);
    if (chain.length > DEEPEST) return refuse((words) => words.rulesFile.tooDeep(DEEPEST));
    const text = this.#read(path);
    if (typeof text !== 'string') {
      const [joined] = JOINED.exec(name) ?? [];
      if (joined === undefined) return refuse(({ usage }) => usage.system(text.reason));
      const comma = base.within(joined.length - 1, joined.length);
      this.#problems.push(problemAt(file, comma, ({ rulesFile }) => rulesFile.extendsSeveral));
      return new Map();
    }
    return this.load({ path, text }, chain);
  }
}
