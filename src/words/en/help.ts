import type { HelpWords } from '../help-words.ts';

/** English is what the program itself says: the completions are made of it. */
export const HELP: HelpWords = {
  title: (english) => english,
  purpose: (_command, _name, english) => english,
  usage: (english) => english,
  choices: (names) => `(choices: ${names.map((name) => JSON.stringify(name)).join(', ')})`,
  example: (english) => english,
  notes: (_command, english) => english,
  complaint: (english) => english,
  diagnostics: {
    severity: { error: 'error', warning: 'warning', info: 'info' },
    atOffset: (offset) => ` (at offset ${offset})`,
    didYouMean: (command) => ` (did you mean the command ${command}?)`,
    interrupted: 'interrupted: the result is of what was read so far',
    advised: (advice) => `; ${advice}`,
    line: (clauses) => clauses.join(': '),
  },
};
