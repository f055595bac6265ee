import type { RulesFileWords, RulesPart, RuleValue, YamlMistake } from '../rules-file-words.ts';

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

const YAML: Readonly<Record<YamlMistake, (sign: string) => string>> = {
  duplicateKey: () => 'this name is there twice',
  tabs: () => 'tabs cannot indent: use spaces',
  oneDocument: () => 'a rules file is one document',
  indentation: () => 'this is not indented as what it belongs to',
  listBelow: () => 'a list begins in the line below its key',
  colonInValue: () => 'this value has a colon with a blank behind it: put the value in quotes',
  keysBelowValue: () => 'this value stands where keys follow below: a key has a value or keys',
  noColon: () => 'a key needs a colon and a blank behind it',
  comment: () => 'a comment needs a blank before its #',
  noComma: () => 'a comma is missing between these, or a colon is too much',
  noDash: () => 'an item of a list begins with a dash and a blank',
  twoCommas: () => 'there is nothing before this comma',
  behindValue: () =>
    'this stands behind the end of a value: put all of it in quotes of one kind, with the other kind within',
  behindList: () =>
    'this stands behind the end of a list or map: leave it out, or put all of the value in quotes',
  textBelow: () => '| and > begin a text in the lines below: put a value of one line in quotes',
  emptyLines: () => 'the empty lines in front of this text are indented further than it is',
  besideStart: () => 'what follows --- begins in the line below it',
  directive: () =>
    'a directive, which begins with %, is wrong or has no --- below it: leave it out',
  anchor: () => 'an anchor stands alone and directly in front of its value, with a blank between',
  longKey: () =>
    'a key has at most 1024 characters: a quote or a colon is missing or too much above',
  stray: () => 'this belongs to nothing above it: see what ends before it, and how it is indented',
  other: () => 'this cannot be read as YAML',
  unindented: (sign) =>
    `indent this further than the key above: it is the text that ${sign} begins`,
  fullWidthColon: (sign) => `write : and a blank behind it in place of the full-width ${sign}`,
  badStart: (sign) => `a value that begins with ${sign} must stand in quotes`,
  escape: (sign) =>
    `${sign} means nothing in double quotes: write \\\\ for a backslash, or use single quotes`,
  notOpened: (sign) => `this ${sign} closes nothing`,
  open: (sign) => `there is no ${sign} that closes this`,
};

export const RULES_FILE: RulesFileWords = {
  tooLong: (most) => `the file is longer than ${most} characters`,
  tooMuch: (most) => `the file holds more than ${most} values`,
  nestedTooDeep: (most) => `lists and maps are nested more than ${most} deep`,
  nothing: 'there is nothing in this file',
  noAnchor: (name) =>
    `there is no anchor &${name} above; a value that begins with * must stand in quotes`,
  aliasOfItself: 'this stands for what it stands in',
  yaml: (mistake, sign) => YAML[mistake](sign),
  noVersion: 'there is no version: a rules file begins with version: 1',
  version: 'the version must be 1',
  extendsWhat: 'extends takes recommended, or paths of rules files',
  extendsSeveral: 'several sets are a list with , between them: [recommended, own.yml]',
  extending: (name, problem) => `extends ${name}: ${problem}`,
  extendsItself: 'it extends itself',
  tooDeep: (most) => `sets extend one another more than ${most} deep`,
  names: 'names of rules are lower-case words with hyphens, as fast-handshake',
  keysWithValues: (part) => `${partText(part)} must be keys with values`,
  noKey(part, key, known) {
    const hint = known === null ? '' : `, but ${known.join(', ')}`;
    return `${partText(part)} has no ${part === 'drift' ? '' : 'key '}${key}${hint}`;
  },
  forCommandLine: (rule, option) =>
    `${rule} is for the command line, as ${option}: in a file say what to expect`,
  switch: (rule, words) => `rule ${rule}: a rule has keys, or is ${words.join(', ')}`,
  noSwitch: (rule) =>
    `there is no rule ${rule} to switch; check --no-rules --list-rules prints those there are`,
  nothingExpected: (rule) => `rule ${rule} expects nothing: say what must hold with expect`,
  value: (rule, key, expected) => `rule ${rule}: ${key} must be ${valueText(expected)}`,
  expression: (rule, key, problem) => `rule ${rule}, ${key}: ${problem}`,
  drift: (metric, isSwitch) => `drift of ${metric} must be ${isSwitch ? 'off' : 'percent, or off'}`,
};
