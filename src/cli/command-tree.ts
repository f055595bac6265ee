import type { Argument, Command, Option } from 'commander';
import type { HelpWords } from '../words/help-words.ts';

/** What may stand behind an option, or as an operand. */
export type Value =
  | { readonly kind: 'file' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** A number, a filter: nothing to be known beforehand. */
  | { readonly kind: 'any' };

export interface OptionNode {
  /** With their hyphens, as `-c` and `--packet-limit`. */
  readonly short: string | undefined;
  readonly long: string | undefined;
  /** Name of its value, as `n`; undefined for a switch. */
  readonly argument: string | undefined;
  readonly value: Value;
  readonly description: string;
}

export interface OperandNode {
  readonly name: string;
  readonly description: string;
  readonly value: Value;
  readonly isRepeated: boolean;
}

/** A command as `--help`, the man page and the completions tell of it. */
export interface CommandNode {
  readonly name: string;
  readonly description: string;
  /** What stands behind its name, as `[options] CAPTURE...`. */
  readonly usage: string;
  readonly options: readonly OptionNode[];
  readonly operands: readonly OperandNode[];
  readonly commands: readonly CommandNode[];
}

/** Words that commander does not know of, by `COMMAND OPERAND` or `COMMAND --OPTION`. */
export type KnownWords = Readonly<Record<string, readonly string[]>>;

/** The visible part of the tree below a command, as plain data. */
export function commandTree(command: Command, words: KnownWords = {}): CommandNode {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const names = commands.map((child) => child.name());
  return {
    name: command.name(),
    description: command.description(),
    usage: command.usage(),
    options: help.visibleOptions(command).map((option) => optionNode(command, option, words)),
    operands: command.registeredArguments.map((operand) => operandNode(command, operand, words)),
    commands: commands.map((child) =>
      commandTree(child, { 'help command': names.filter((name) => name !== 'help'), ...words }),
    ),
  };
}

/** The tree with its descriptions in a language. */
export function spoken(command: CommandNode, help: HelpWords): CommandNode {
  const { name, description, usage, options, commands } = command;
  return {
    ...command,
    description: help.purpose(name, name, description),
    usage: help.usage(usage),
    options: options.map((option) => ({
      ...option,
      description: help.purpose(name, option.long ?? '', option.description),
    })),
    commands: commands.map((child) => spoken(child, help)),
  };
}

function optionNode(command: Command, option: Option, words: KnownWords): OptionNode {
  const { short, long, flags, description } = option;
  const argument = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1];
  const known = option.argChoices ?? words[`${command.name()} ${long}`];
  return { short, long, argument, description, value: valueFor(argument, known) };
}

function operandNode(command: Command, operand: Argument, words: KnownWords): OperandNode {
  const name = operand.name();
  const known = operand.argChoices ?? words[`${command.name()} ${name}`];
  return {
    name,
    description: operand.description,
    value: valueFor(name, known),
    isRepeated: operand.variadic,
  };
}

const FILES: readonly (string | undefined)[] = ['file', 'captures'];

function valueFor(name: string | undefined, words: readonly string[] | undefined): Value {
  if (words !== undefined) return { kind: 'word', words };
  return FILES.includes(name) ? { kind: 'file' } : { kind: 'any' };
}
