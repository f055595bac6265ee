import { EventEmitter } from 'node:events';
import { type Argument, type Command, Help, type HelpConfiguration, type Option } from 'commander';
import { widthOf, wrap } from '../report/format/width.ts';
import type { HelpWords } from '../words/help-words.ts';
import { EXAMPLES, examplesText } from './examples.ts';

/**
 * Has `--help` of a command and those below it speak a language. The descriptions of the tree itself
 * stay English: the completions are made of them.
 */
export function speakHelp(command: Command, words: HelpWords): void {
  command.configureHelp({ ...command.configureHelp(), ...spoken(command.name(), words) });
  if (EXAMPLES[command.name()] !== undefined) {
    // The examples in English are there already; commander's types do not say that it is an emitter.
    if (command instanceof EventEmitter) command.removeAllListeners('afterHelp');
    command.addHelpText('after', examplesText(command.name(), words));
  }
  for (const child of command.commands) speakHelp(child, words);
}

function spoken(command: string, words: HelpWords): HelpConfiguration {
  const purpose = (name: string, english: string, choices: readonly string[] | undefined) =>
    `${words.purpose(command, name, english)}${choices === undefined ? '' : words.choices(choices)}`;
  return {
    styleTitle: (title) => words.title(title),
    // A full-width colon brings its blank with it.
    formatHelp: (of: Command, help: Help) =>
      Help.prototype.formatHelp.call(help, of, help).replace('： ', '：'),
    commandUsage: (of: Command) => words.usage(Help.prototype.commandUsage(of)),
    subcommandTerm: (of: Command) => words.usage(Help.prototype.subcommandTerm(of)),
    commandDescription: (of: Command) => words.purpose(of.name(), of.name(), of.description()),
    subcommandDescription: (of: Command) => words.purpose(of.name(), of.name(), of.description()),
    optionDescription: (of: Option) => purpose(of.long ?? of.flags, of.description, of.argChoices),
    argumentDescription: (of: Argument) => purpose(of.name(), of.description, of.argChoices),
    displayWidth: widthOf,
    boxWrap: (text, columns) =>
      text
        .split('\n')
        .map((line) => wrap(line, columns).join('\n'))
        .join('\n'),
  };
}
