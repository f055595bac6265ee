import { VERSION } from '../version.ts';
import { type CommandNode, commandTree, type OptionNode } from './command-tree.ts';
import { EXAMPLES } from './examples.ts';
import { idleProgram } from './idle-program.ts';

const EXIT_CODES = [
  [
    '0',
    'Done; also where a capture is cut short in its last record, as a killed recorder leaves it (a warning says so).',
  ],
  ['1', 'A rule of check does not hold.'],
  ['2', 'The command line is wrong, or the rules file.'],
  [
    '3',
    'A capture could not be read or is damaged (what could be read has been reported), or with --strict one is cut short.',
  ],
  ['70', 'A fault of tcpdissect itself.'],
  [
    '130, 143',
    'Interrupted by SIGINT or SIGTERM (what was read so far has been reported, marked as interrupted in the result or, for CSV and lines of text, on standard error).',
  ],
] as const;

const ENVIRONMENT = [
  [
    'NO_COLOR',
    'Where it is set and not empty, the text has no colours unless --color asks for it.',
  ],
  ['FORCE_COLOR', 'Where it is set, and neither 0 nor false, the text has colours.'],
  [
    'COLUMNS',
    'Columns that the text fills, also in a pipe or a file; otherwise those of the terminal, or 100. Lines of segments and check are folded on a terminal or where it is set.',
  ],
  [
    'LC_ALL, LC_CTYPE, LANG',
    'Where they name a character set other than UTF-8, the text is ASCII.',
  ],
] as const;

/** The page `tcpdissect(1)` in the language of man(7), from the commands that `--help` tells of. */
export function manPage(): string {
  const tree = commandTree(idleProgram());
  const { name, description, usage, options, commands } = tree;
  const [purpose = ''] = description.split(/[:.]/);
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${VERSION}" "User Commands"`,
    '.SH NAME',
    `${name} \\- ${roff(purpose.charAt(0).toLowerCase() + purpose.slice(1))}`,
    '.SH SYNOPSIS',
    synopsis(name, usage),
    ...commands.map((command) => `.br\n${synopsis(`${name} ${command.name}`, command.usage)}`),
    '.SH DESCRIPTION',
    roff(description),
    '.PP',
    'A capture is a file of the format pcap or pcapng, plain or compressed with gzip, zstd or LZ4, a directory of such',
    'files, or \\- for standard input. Without one, standard input is read.',
    '.SH OPTIONS',
    ...options.map(optionEntry),
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandSection(command, name, options)),
    '.SH EXIT STATUS',
    ...EXIT_CODES.map(([code, meaning]) => entry(roff(code), meaning)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.map(([variable, meaning]) => entry(bold(variable), meaning)),
    '.SH EXAMPLES',
    ...examplesOf(name).slice(1),
    '.SH SEE ALSO',
    '.BR tcpdump (8),\n.BR pcap\\-filter (7),\n.BR jq (1)',
    '',
  ].join('\n');
}

function synopsis(command: string, usage: string): string {
  return `${bold(command)} ${roff(usage)}`;
}

/** What a command has of its own; it shares most options with the report. */
function commandSection(
  { name, description, usage, options }: CommandNode,
  program: string,
  shared: readonly OptionNode[],
): string[] {
  const isShared = (own: OptionNode): boolean =>
    shared.some((option) => option.long === own.long && meaningOf(option) === meaningOf(own));
  const own = options.filter((option) => !isShared(option));
  const others = options.filter(isShared).map(({ long, short }) => long ?? short ?? '');
  return [
    `.SS ${roff(`${program} ${name} ${usage}`)}`,
    `${roff(sentence(description))}`,
    ...own.map(optionEntry),
    ...(others.length === 0 ? [] : ['.PP', `Takes as above: ${roff(others.join(', '))}.`]),
    ...examplesOf(name),
  ];
}

function optionEntry(option: OptionNode): string {
  const { short, long, argument } = option;
  const flags = [short, long].filter((flag) => flag !== undefined).map(bold);
  const behind = argument === undefined ? '' : ` ${italic(argument)}`;
  return entry(`${flags.join(', ')}${behind}`, meaningOf(option));
}

function meaningOf({ description, value }: OptionNode): string {
  const words = value.kind === 'word' ? ` One of ${value.words.join(', ')}.` : '';
  return `${sentence(description)}${words}`;
}

function examplesOf(command: string): string[] {
  const { lines = [], notes } = EXAMPLES[command] ?? {};
  if (lines.length === 0) return [];
  const shown = lines.map(([line, purpose]) =>
    roff(purpose === undefined ? line : `${line}    # ${purpose}`),
  );
  const paragraphs = (notes?.split('\n\n') ?? []).flatMap((text) => ['.PP', roff(text)]);
  return ['.PP', '.RS 4', '.nf', ...shown, '.fi', '.RE', ...paragraphs];
}

/** A term and what it means, which is indented. `term` is roff already. */
function entry(term: string, meaning: string): string {
  return `.TP\n${term}\n${roff(meaning)}`;
}

function bold(text: string): string {
  return `\\fB${roff(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${roff(text)}\\fR`;
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/**
 * Text as roff prints it: hyphens that can be copied, no requests at the beginning of a line, signs
 * beyond ASCII by their number.
 */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll("'", '\\(aq')
    .replace(/^\./gm, '\\&.')
    .replace(/[^\x20-\x7e\n]/gu, (sign) => `\\[u${hex(sign.codePointAt(0) ?? 0)}]`);
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
