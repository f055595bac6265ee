import type { Command } from 'commander';
import { DRIFT_NAMES, driftIsSwitch } from '../../check/baseline/drift.ts';
import { CHECK_REPORTERS } from '../../check/reporters/index.ts';
import { RECOMMENDED_NAMES } from '../../model/rules-file-schema.ts';
import { SCHEMAS } from '../../model/schema/index.ts';
import { commandTree, type KnownWords } from '../command-tree.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT_DONE } from '../exit-code.ts';
import type { Io } from '../io.ts';
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

/** `tcpdissect completion SHELL` */
export async function completion(shell: Shell, program: Command, io: Io): Promise<number> {
  const tree = commandTree(program, KNOWN_WORDS);
  io.stdout.write(Buffer.from(WRITERS[shell](tree)));
  return EXIT_DONE;
}
