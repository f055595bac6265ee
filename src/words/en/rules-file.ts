import type { RulesFileWords, RulesPart, RuleValue } from '../rules-file-words.ts';

function partText(part: RulesPart): string {
  if (part === 'file') return 'a rules file';
  if (typeof part === 'string') return part;
  return `${part.isRecommended ? 'the recommended ' : ''}rule ${part.rule}`;
}

const VALUES: Readonly<Record<Extract<RuleValue, string>, string>> = {
  text: 'a text',
  condition: 'a condition',
  budget: 'a budget, as 2, at most 2 or at most 1 %',
  one: 'one value',
};

function valueText(value: RuleValue): string {
  return typeof value === 'string' ? VALUES[value] : `one of ${value.words.join(', ')}`;
}

export const RULES_FILE: RulesFileWords = {
  tooLong: 'the file is too long',
  tooMuch: 'the file holds too much',
  nestedTooDeep: (most) => `lists and maps are nested more than ${most} deep`,
  nothing: 'there is nothing in this file',
  noAnchor: (name) => `there is no anchor &${name} above`,
  aliasOfItself: 'this stands for what it stands in',
  yaml: {
    duplicateKey: 'this name is there twice',
    tabs: 'tabs cannot indent: use spaces',
    oneDocument: 'a rules file is one document',
    indentation: 'this is not indented as what it belongs to',
  },
  otherYaml: (message) => message,
  noVersion: 'there is no version: a rules file begins with version: 1',
  version: 'the version must be 1',
  extendsWhat: 'extends takes recommended, or paths of rules files',
  extending: (name, problem) => `extends ${name}: ${problem}`,
  extendsItself: 'it extends itself',
  tooDeep: 'too many sets within sets',
  names: 'names of rules are lower-case words with hyphens, as fast-handshake',
  keysWithValues: (part) => `${partText(part)} must be keys with values`,
  noKey(part, key, known) {
    const hint = known === null ? '' : `, but ${known.join(', ')}`;
    return `${partText(part)} has no ${part === 'drift' ? '' : 'key '}${key}${hint}`;
  },
  forCommandLine: (rule, option) =>
    `${rule} is for the command line, as ${option}: in a file say what to expect`,
  switch: (rule, words) => `rule ${rule}: a rule has keys, or is ${words.join(', ')}`,
  noSwitch: (rule) => `there is no rule ${rule} to switch`,
  nothingExpected: (rule) => `rule ${rule} expects nothing: say what must hold with expect`,
  value: (rule, key, expected) => `rule ${rule}: ${key} must be ${valueText(expected)}`,
  expression: (rule, key, problem) => `rule ${rule}, ${key}: ${problem}`,
  drift: (metric, isSwitch) => `drift of ${metric} must be ${isSwitch ? 'off' : 'percent, or off'}`,
};
