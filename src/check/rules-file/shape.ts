import {
  ALLOW_PATTERN,
  CHANGE_KEYS,
  FILE_KEYS,
  OVER,
  RECOMMENDED_NAMES,
  RULE_KEYS,
  RULE_NAME_PATTERN,
} from '../../model/rules-file-schema.ts';
import { SEVERITIES } from '../../model/vocabulary.ts';
import { nearestName } from '../../select/nearest.ts';
import { quoted } from '../../select/quoted.ts';
import type { RulesPart, RuleValue } from '../../words/rules-file-words.ts';
import { QUICK_OPTIONS } from '../quick-options.ts';
import type { Severity } from '../verdict.ts';
import { lineEnd, lookAlikeAt } from './look-alikes.ts';
import { type Problem, problemAt, type RulesText, type Span, type TellProblem } from './problem.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml.ts';

/** A rules file whose form is right; what its conditions say is not looked at yet. */
export interface FileShape {
  readonly extends: readonly YamlScalar[];
  readonly rules: readonly RuleShape[];
}

export interface RuleShape {
  readonly name: string;
  readonly nameSpan: Span;
  /** What one word says of it. */
  readonly switched: 'on' | 'off' | Severity | undefined;
  /** Its keys. */
  readonly fields: ReadonlyMap<string, YamlScalar>;
}

const SWITCHES: readonly unknown[] = ['on', 'off', ...SEVERITIES];
const RECOMMENDED: readonly string[] = RECOMMENDED_NAMES;

/** Reads the form of a rules file; what is wrong with it goes to `problems`. */
export class ShapeReader {
  readonly #source: RulesText;
  readonly #problems: Problem[];
  /** Where the line ends that YAML understood otherwise than who wrote it; what is before is told. */
  #after = 0;

  constructor(source: RulesText, problems: Problem[]) {
    this.#source = source;
    this.#problems = problems;
  }

  read(root: YamlNode): FileShape {
    const entries = this.#mapOf(root, 'file');
    this.#refuseUnknown(entries, FILE_KEYS, 'file');
    const of = (key: string) => entries.find((entry) => entry.key === key);
    const version = of('version');
    if (version === undefined) {
      this.#refuse({ start: 0, end: 1 }, ({ rulesFile }) => rulesFile.noVersion);
    } else if (version.value.kind !== 'scalar' || version.value.value !== 1) {
      this.#refuse(version.value.span, ({ rulesFile }) => rulesFile.version);
    }
    return {
      extends: this.#extendsOf(of('extends')),
      rules: this.#rulesOf(of('rules')),
    };
  }

  #extendsOf(entry: YamlEntry | undefined): YamlScalar[] {
    if (entry === undefined) return [];
    const { value } = entry;
    const items = value.kind === 'list' ? value.items : [value];
    return items.filter((item): item is YamlScalar => {
      const isName = item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '';
      if (!isName) this.#refuse(item.span, ({ rulesFile }) => rulesFile.extendsWhat);
      return isName;
    });
  }

  #rulesOf(entry: YamlEntry | undefined): RuleShape[] {
    if (entry === undefined) return [];
    return this.#mapOf(entry.value, 'rules').map((rule) => this.#ruleOf(rule));
  }

  #ruleOf({ key: name, keySpan: nameSpan, value }: YamlEntry): RuleShape {
    if (!new RegExp(RULE_NAME_PATTERN).test(name)) {
      this.#refuse(nameSpan, ({ rulesFile }) => rulesFile.names);
    }
    const shape = { name, nameSpan, switched: undefined, fields: new Map<string, YamlScalar>() };
    if (value.kind === 'scalar') return { ...shape, switched: this.#switchOf(value, name) };
    const isChange = RECOMMENDED.includes(name);
    const entries = this.#mapOf(value, { rule: quoted(name), isRecommended: false });
    const keys = isChange ? CHANGE_KEYS : RULE_KEYS;
    this.#refuseUnknown(entries, keys, { rule: quoted(name), isRecommended: isChange });
    for (const field of entries) {
      const scalar = this.#fieldOf(field, name);
      if (scalar !== undefined) shape.fields.set(field.key, scalar);
    }
    return shape;
  }

  #switchOf({ value, span }: YamlScalar, name: string): RuleShape['switched'] {
    if (typeof value === 'boolean') return value ? 'on' : 'off';
    if (SWITCHES.includes(value)) return value as RuleShape['switched'];
    const word = String(value);
    const isOption = QUICK_OPTIONS.some((option) => option.name === name && 'argument' in option);
    this.#refuse(
      span,
      ({ rulesFile }) =>
        isOption
          ? rulesFile.forCommandLine(name, `--${name} ${quoted(word)}`)
          : rulesFile.switch(quoted(name), SWITCHES.map(String)),
      nearestName(word, SWITCHES.map(String)),
    );
    return undefined;
  }

  #fieldOf({ key, keySpan, value }: YamlEntry, name: string): YamlScalar | undefined {
    const expected = value.kind === 'scalar' ? FIELDS[key]?.(value.value) : 'one';
    if (expected !== undefined || value.kind !== 'scalar') {
      const span = value.kind === 'scalar' && value.value !== null ? value.span : keySpan;
      const words = WORDS[key] ?? [];
      const nearest = value.kind === 'scalar' ? nearestName(String(value.value), words) : undefined;
      return this.#refuse(
        span,
        ({ rulesFile }) => rulesFile.value(quoted(name), key, expected ?? 'one'),
        nearest,
      );
    }
    return value;
  }

  #mapOf(node: YamlNode, part: RulesPart): readonly YamlEntry[] {
    if (node.kind === 'map') return node.entries;
    // `rules:` with nothing behind it is an empty list of rules.
    if (node.kind === 'scalar' && node.value === null && part === 'rules') return [];
    this.#refuse(node.span, ({ rulesFile }) => rulesFile.keysWithValues(part));
    return [];
  }

  #refuseUnknown(entries: readonly YamlEntry[], known: readonly string[], part: RulesPart): void {
    for (const { key, keySpan } of entries) {
      if (known.includes(key)) continue;
      const nearest = nearestName(key, known);
      const all = nearest === undefined ? known : null;
      this.#refuse(keySpan, ({ rulesFile }) => rulesFile.noKey(part, quoted(key), all), nearest);
    }
  }

  #refuse(span: Span, tell: TellProblem, nearest?: string): undefined {
    const { text } = this.#source;
    if (span.start < this.#after) return undefined;
    const alike = lookAlikeAt(text, span.start);
    const problem =
      alike === undefined
        ? problemAt(this.#source, span, tell, nearest)
        : problemAt(this.#source, alike.span, alike.tell);
    // What follows in the line is a consequence.
    if (alike !== undefined) this.#after = lineEnd(text, alike.span.end);
    this.#problems.push(problem);
    return undefined;
  }
}

type Value = YamlScalar['value'];

const isText = (value: Value): RuleValue | undefined =>
  typeof value === 'string' ? undefined : 'text';
const isCondition = (value: Value): RuleValue | undefined =>
  typeof value === 'string' || typeof value === 'boolean' ? undefined : 'condition';
const isOneOf =
  (words: readonly string[]) =>
  (value: Value): RuleValue | undefined =>
    typeof value === 'string' && words.includes(value) ? undefined : { words };

/** The words that a key may be. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  over: Object.keys(OVER),
  severity: SEVERITIES,
};

/** What the value of each key must be; undefined where it is. */
const FIELDS: Readonly<Record<string, (value: Value) => RuleValue | undefined>> = {
  description: isText,
  over: isOneOf(Object.keys(OVER)),
  where: isCondition,
  expect: isCondition,
  severity: isOneOf(SEVERITIES),
  message: isText,
  allow(value) {
    const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0;
    const isBudget = typeof value === 'string' && new RegExp(ALLOW_PATTERN).test(value);
    return isCount || isBudget ? undefined : 'budget';
  },
};
