import { OVER, RECOMMENDED_NAMES } from '../../model/rules-file-schema.ts';
import { FilterError } from '../../select/filter-error.ts';
import { nearestName } from '../../select/nearest.ts';
import { QUICK_OPTIONS } from '../quick-options.ts';
import { recommendedRule } from '../recommended.ts';
import type { Budget, RuleMaker } from '../rule.ts';
import type { RuleRef, Severity } from '../verdict.ts';
import type { Language } from './expressions.ts';
import { type Problem, placeOf, problemAt, type RulesText, type TellProblem } from './problem.ts';
import type { RuleShape } from './shape.ts';
import { compileTemplate } from './template.ts';
import { changedRule, ruleFrom } from './written-rule.ts';
import type { YamlScalar } from './yaml.ts';

/** Rules by name; undefined for one that is switched off. */
export type RuleSet = Map<string, RuleMaker | undefined>;

const RECOMMENDED: readonly string[] = RECOMMENDED_NAMES;

/** Compiles the rules of one file; what is wrong with them goes to `problems`. */
export class RuleCompiler {
  readonly #source: RulesText;
  readonly #language: Language;
  readonly #problems: Problem[];

  constructor(source: RulesText, language: Language, problems: Problem[]) {
    this.#source = source;
    this.#language = language;
    this.#problems = problems;
  }

  /** Adds a rule to those that the file builds on, or changes one of them. */
  compile(shape: RuleShape, rules: RuleSet): void {
    const { name, nameSpan, switched, fields } = shape;
    const known = rules.get(name) ?? recommendedRule(name);
    if (fields.has('expect')) {
      const rule = this.#ruleOf(shape);
      if (rule !== undefined) rules.set(name, rule);
    } else if (known === undefined && !rules.has(name)) {
      const nearest = nearestName(name, [...RECOMMENDED, ...rules.keys()]);
      const isRule = switched === undefined && fields.size > 0;
      const isOption = QUICK_OPTIONS.some((option) => option.name === name);
      const tell: TellProblem = ({ rulesFile }) => {
        if (isOption) return rulesFile.forCommandLine(name, `--${name}`);
        return isRule ? rulesFile.nothingExpected(name) : rulesFile.noSwitch(name);
      };
      this.#problems.push(problemAt(this.#source, nameSpan, tell, nearest));
    } else if (switched === 'off') {
      rules.set(name, undefined);
    } else if (known !== undefined) {
      rules.set(name, this.#changed(known, shape));
    }
  }

  #ruleOf(shape: RuleShape): RuleMaker | undefined {
    const { name, fields } = shape;
    const over = OVER[(fields.get('over')?.value ?? 'connections') as keyof typeof OVER];
    const language = this.#language.on(over);
    const expected = textOf(fields.get('expect')).trim();
    const attempt = <T>(key: string, compile: (text: string) => T): T | undefined =>
      this.#attempt(name, key, fields.get(key), compile);
    const expect = attempt('expect', language.condition);
    const where = attempt('where', language.condition);
    const message = attempt('message', (text) => compileTemplate(text, language));
    if (expect === undefined) return undefined;
    const description = textOf(fields.get('description')) || expected;
    const severity = severityOf(fields) ?? 'error';
    const ref = { ...this.#place(shape), name, description, severity, over };
    const budget = budgetOf(fields.get('allow'));
    const read = language.fields(textOf(fields.get('expect')));
    const selected = where === undefined ? [] : language.fields(textOf(fields.get('where')));
    const keys = [...new Set([...selected, ...read].map((path) => path.split('.')[0] ?? path))];
    return ruleFrom({ ref, where, expect, expected, fields: read, keys, message, budget });
  }

  #changed(known: RuleMaker, shape: RuleShape): RuleMaker {
    const { name, switched, fields } = shape;
    const given = switched === 'on' || switched === 'off' ? undefined : switched;
    const severity = given ?? severityOf(fields) ?? known.ref.severity;
    const ref: RuleRef = { ...known.ref, ...this.#place(shape), severity };
    const language = this.#language.on(known.make().over);
    const where = this.#attempt(name, 'where', fields.get('where'), language.condition);
    const documented = { ...ref, documentation: known.ref.documentation };
    return changedRule(known, documented, where, budgetOf(fields.get('allow')));
  }

  #place({ nameSpan }: RuleShape): Pick<RuleRef, 'source' | 'option' | 'documentation'> {
    const source = placeOf(this.#source, nameSpan.start);
    return { source, option: null, documentation: null };
  }

  /** Compiles a text; what is wrong with it is told at its place in the file. */
  #attempt<T>(
    name: string,
    key: string,
    scalar: YamlScalar | undefined,
    compile: (text: string) => T,
  ): T | undefined {
    if (scalar === undefined) return undefined;
    try {
      return compile(textOf(scalar));
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      const { position, length, tell, nearest } = error;
      const span = scalar.within(position, position + length);
      const told: TellProblem = ({ rulesFile, filters }) =>
        rulesFile.expression(name, key, tell(filters));
      this.#problems.push(problemAt(this.#source, span, told, nearest));
      return undefined;
    }
  }
}

function textOf(scalar: YamlScalar | undefined): string {
  return scalar === undefined ? '' : String(scalar.value ?? '');
}

function severityOf(fields: RuleShape['fields']): Severity | undefined {
  return fields.get('severity')?.value as Severity | undefined;
}

function budgetOf(scalar: YamlScalar | undefined): Budget | undefined {
  if (scalar === undefined) return undefined;
  const text = textOf(scalar);
  const digits = /\d+(\.\d+)?/.exec(text)?.[0] ?? '0';
  // Not divided: 0.7 / 100 is less than 0.007, and 7 of 1000 would be too many.
  if (text.includes('%')) return { kind: 'share', most: Number(`${digits}e-2`) };
  return { kind: 'count', most: Number(digits) };
}
