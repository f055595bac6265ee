import { BREAK_BETWEEN } from '../report/format/width.ts';
import { VERSION } from '../version.ts';
import { HELP as ENGLISH_HELP } from '../words/en/help.ts';
import { MAN as ENGLISH_MAN } from '../words/en/man.ts';
import type { HelpWords } from '../words/help-words.ts';
import type { Language } from '../words/language.ts';
import type { ExitCode, ManWords, Variables } from '../words/man-words.ts';
import { HELP as CHINESE_HELP } from '../words/zh-cn/help.ts';
import { MAN as CHINESE_MAN } from '../words/zh-cn/man.ts';
import { type CommandNode, commandTree, type OptionNode, spoken } from './command-tree.ts';
import { EXAMPLES } from './examples.ts';
import { idleProgram } from './idle-program.ts';

const EXIT_CODES: readonly ExitCode[] = ['0', '1', '2', '3', '70', '130, 143'];

const ENVIRONMENT: readonly Variables[] = [
  'NO_COLOR',
  'FORCE_COLOR',
  'COLUMNS',
  'LC_ALL, LC_MESSAGES, LANG',
  'LC_ALL, LC_CTYPE, LANG',
];

/** The pages of their own, and those of `--help`. */
interface PageWords {
  readonly man: ManWords;
  readonly help: HelpWords;
}

const WORDS: Readonly<Record<Language, PageWords>> = {
  en: { man: ENGLISH_MAN, help: ENGLISH_HELP },
  'zh-CN': { man: CHINESE_MAN, help: CHINESE_HELP },
};

/** The page `tcpdissect(1)` in the language of man(7), from the commands that `--help` tells of. */
export function manPage(language: Language): string {
  const words = WORDS[language];
  const { sections, exitCodes, environment, manual, input, purpose } = words.man;
  const { name, description, usage, options, commands } = spoken(
    commandTree(idleProgram()),
    words.help,
  );
  return [
    // What the letters are, for groff's preconv; they stand to the left alone, since Han text has no blanks to widen.
    ...(language === 'en' ? [] : [`'\\" -*- coding: UTF-8 -*-`]),
    `.TH ${name.toUpperCase()} 1 "" "${name} ${VERSION}" "${manual}"`,
    ...(language === 'en' ? [] : ['.ad l']),
    section(sections.name),
    // Tools that index pages read this line: it has no places to break it.
    `${name} \\- ${escaped(purpose(description))}`,
    section(sections.synopsis),
    synopsis(name, usage),
    ...commands.map((command) => `.br\n${synopsis(`${name} ${command.name}`, command.usage)}`),
    section(sections.description),
    roff(description),
    '.PP',
    roff(input),
    section(sections.options),
    ...options.map((option) => optionEntry(option, words)),
    section(sections.commands),
    ...commands.flatMap((command) => commandSection(command, name, options, words)),
    section(sections.exitStatus),
    ...EXIT_CODES.map((code) => entry(roff(code), exitCodes[code])),
    section(sections.environment),
    ...ENVIRONMENT.map((variables) => entry(bold(variables), environment[variables])),
    section(sections.examples),
    ...examplesOf(name, words).slice(1),
    section(sections.seeAlso),
    '.BR tcpdump (8),\n.BR pcap\\-filter (7),\n.BR jq (1)',
    '',
  ].join('\n');
}

function section(title: string): string {
  return `.SH ${title}`;
}

function synopsis(command: string, usage: string): string {
  return `${bold(command)} ${roff(usage)}`;
}

/** What a command has of its own; it shares most options with the report. */
function commandSection(
  { name, description, usage, options }: CommandNode,
  program: string,
  shared: readonly OptionNode[],
  words: PageWords,
): string[] {
  const { man } = words;
  const isShared = (own: OptionNode): boolean =>
    shared.some(
      (option) => option.long === own.long && meaningOf(option, man) === meaningOf(own, man),
    );
  const own = options.filter((option) => !isShared(option));
  const others = options.filter(isShared).map(({ long, short }) => long ?? short ?? '');
  return [
    `.SS ${roff(`${program} ${name} ${usage}`)}`,
    roff(man.sentence(description)),
    ...own.map((option) => optionEntry(option, words)),
    ...(others.length === 0 ? [] : ['.PP', roff(man.takesAsAbove(others))]),
    ...examplesOf(name, words),
  ];
}

function optionEntry(option: OptionNode, { man }: PageWords): string {
  const { short, long, argument } = option;
  const flags = [short, long].filter((flag) => flag !== undefined).map(bold);
  const behind = argument === undefined ? '' : ` ${italic(argument)}`;
  return entry(`${flags.join(', ')}${behind}`, meaningOf(option, man));
}

function meaningOf({ description, value }: OptionNode, man: ManWords): string {
  const meaning = man.sentence(description);
  return value.kind === 'word' ? `${meaning}${man.oneOf(value.words)}` : meaning;
}

function examplesOf(command: string, { help }: PageWords): string[] {
  const { lines = [], notes } = EXAMPLES[command] ?? {};
  if (lines.length === 0) return [];
  const shown = lines.map(([line, purpose]) =>
    escaped(purpose === undefined ? line : `${line}    # ${help.example(purpose)}`),
  );
  const told = notes === undefined ? [] : help.notes(command, notes).split('\n\n');
  const paragraphs = told.flatMap((text) => ['.PP', roff(text)]);
  return ['.PP', '.RS 4', '.nf', ...shown, '.fi', '.RE', ...paragraphs];
}

/** A term and what it means, which is indented. `term` is roff already. */
function entry(term: string, meaning: string): string {
  return `.TP\n${term}\n${roff(meaning)}`;
}

function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${escaped(text)}\\fR`;
}

/** Where lines of the help meet that have no blank between them: beside a full-width sign, between Han characters. */
const SEAMLESS =
  /(?<=[\u3001-\u303e\uff01-\uff60])\n|\n(?=[\u3001-\u303e\uff01-\uff60])|(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])/g;

/** Text that roff fills lines with; it knows blanks alone as places to break a line. */
function roff(text: string): string {
  return text.replace(SEAMLESS, '').split(BREAK_BETWEEN).map(escaped).join('\\:');
}

/** Text as roff prints it: hyphens that can be copied, no requests at the beginning of a line. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll("'", '\\(aq')
    .replace(/^\./gm, '\\&.');
}
