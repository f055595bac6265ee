import type { Command } from 'commander';
import { DRIFT_NAMES, driftIsSwitch } from '../../check/baseline/drift.ts';
import { CHECK_REPORTERS } from '../../check/reporters/index.ts';
import { RECOMMENDED_NAMES } from '../../model/rules-file-schema.ts';
import { SCHEMAS } from '../../model/schema/index.ts';
import type { Language } from '../../words/language.ts';
import { commandTree, type KnownWords, spoken } from '../command-tree.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT_DONE } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { wordsFor } from '../language.ts';
import type { Shell } from '../program.ts';

const WRITERS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** What may stand there, though more may: a reporter has a file, a rules file rules of its own. */
const KNOWN_WORDS: KnownWords = {
  'schema name': Object.keys(SCHEMAS),
  'check --reporter': Object.keys(CHECK_REPORTERS),
  'check --enable': RECOMMENDED_NAMES,
  'check --disable': RECOMMENDED_NAMES,
  'check --drift': DRIFT_NAMES.map((name) => `${name}=${driftIsSwitch(name) ? 'off' : ''}`),
};

/** What a script is written of. */
export interface CompletionRequest {
  readonly shell: Shell;
  readonly program: Command;
  /** Of the descriptions; undefined: English, whatever the locale of whoever installs the script. */
  readonly lang: Language | undefined;
}

/** `tcpdissect completion SHELL` */
export async function completion(
  { shell, program, lang }: CompletionRequest,
  io: Io,
): Promise<number> {
  const tree = commandTree(program, KNOWN_WORDS);
  const told = lang === undefined ? tree : spoken(tree, (await wordsFor({ lang }, io)).help);
  io.stdout.write(Buffer.from(WRITERS[shell](told)));
  return EXIT_DONE;
}
