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
import { QUICK_OPTIONS } from '../quick-options.ts';
import type { Severity } from '../verdict.ts';
import { type Problem, problemAt, type RulesText, type Span } from './problem.ts';
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

  constructor(source: RulesText, problems: Problem[]) {
    this.#source = source;
    this.#problems = problems;
  }

  read(root: YamlNode): FileShape {
    const entries = this.#mapOf(root, 'a rules file');
    this.#refuseUnknown(entries, FILE_KEYS, 'a rules file');
    const of = (key: string) => entries.find((entry) => entry.key === key);
    const version = of('version');
    if (version === undefined) {
      this.#refuse(
        { start: 0, end: 1 },
        'there is no version: a rules file begins with version: 1',
      );
    } else if (version.value.kind !== 'scalar' || version.value.value !== 1) {
      this.#refuse(version.value.span, 'the version must be 1');
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
      if (!isName) this.#refuse(item.span, 'extends takes recommended, or paths of rules files');
      return isName;
    });
  }

  #rulesOf(entry: YamlEntry | undefined): RuleShape[] {
    if (entry === undefined) return [];
    return this.#mapOf(entry.value, 'rules').map((rule) => this.#ruleOf(rule));
  }

  #ruleOf({ key: name, keySpan: nameSpan, value }: YamlEntry): RuleShape {
    if (!new RegExp(RULE_NAME_PATTERN).test(name)) {
      this.#refuse(nameSpan, 'names of rules are lower-case words with hyphens, as fast-handshake');
    }
    const shape = { name, nameSpan, switched: undefined, fields: new Map<string, YamlScalar>() };
    if (value.kind === 'scalar') return { ...shape, switched: this.#switchOf(value, name) };
    const entries = this.#mapOf(value, `rule ${name}`);
    const isChange = RECOMMENDED.includes(name);
    const keys = isChange ? CHANGE_KEYS : RULE_KEYS;
    this.#refuseUnknown(entries, keys, isChange ? `the recommended rule ${name}` : `rule ${name}`);
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
      isOption
        ? `${name} is for the command line, as --${name} ${word}: in a file say what to expect`
        : `rule ${name}: a rule has keys, or is ${SWITCHES.join(', ')}`,
      nearestName(word, SWITCHES.map(String)),
    );
    return undefined;
  }

  #fieldOf({ key, keySpan, value }: YamlEntry, name: string): YamlScalar | undefined {
    const complaint = value.kind === 'scalar' ? FIELDS[key]?.(value.value) : 'must be one value';
    if (complaint !== undefined || value.kind !== 'scalar') {
      const span = value.kind === 'scalar' && value.value !== null ? value.span : keySpan;
      const words = WORDS[key] ?? [];
      const nearest = value.kind === 'scalar' ? nearestName(String(value.value), words) : undefined;
      return this.#refuse(span, `rule ${name}: ${key} ${complaint}`, nearest);
    }
    return value;
  }

  #mapOf(node: YamlNode, what: string): readonly YamlEntry[] {
    if (node.kind === 'map') return node.entries;
    // `rules:` with nothing behind it is an empty list of rules.
    if (node.kind === 'scalar' && node.value === null && what === 'rules') return [];
    this.#refuse(node.span, `${what} must be keys with values`);
    return [];
  }

  #refuseUnknown(entries: readonly YamlEntry[], known: readonly string[], what: string): void {
    for (const { key, keySpan } of entries) {
      if (known.includes(key)) continue;
      const nearest = nearestName(key, known);
      const hint = nearest === undefined ? `, but ${known.join(', ')}` : '';
      this.#refuse(keySpan, `${what} has no key ${key}${hint}`, nearest);
    }
  }

  #refuse(span: Span, reason: string, nearest?: string): undefined {
    this.#problems.push(problemAt(this.#source, span, reason, nearest));
    return undefined;
  }
}

type Value = YamlScalar['value'];

const isText = (value: Value) => (typeof value === 'string' ? undefined : 'must be a text');
const isCondition = (value: Value) =>
  typeof value === 'string' || typeof value === 'boolean' ? undefined : 'must be a condition';
const isOneOf = (words: readonly string[]) => (value: Value) =>
  typeof value === 'string' && words.includes(value)
    ? undefined
    : `must be one of ${words.join(', ')}`;

/** The words that a key may be. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  over: Object.keys(OVER),
  severity: SEVERITIES,
};

/** What is wrong with the value of each key, as a clause; undefined where nothing is. */
const FIELDS: Readonly<Record<string, (value: Value) => string | undefined>> = {
  description: isText,
  over: isOneOf(Object.keys(OVER)),
  where: isCondition,
  expect: isCondition,
  severity: isOneOf(SEVERITIES),
  message: isText,
  allow(value) {
    const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0;
    const isBudget = typeof value === 'string' && new RegExp(ALLOW_PATTERN).test(value);
    return isCount || isBudget ? undefined : 'must be a budget, as 2, at most 2 or at most 1 %';
  },
};
