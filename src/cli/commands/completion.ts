import type { Command } from 'commander';
import { SCHEMAS } from '../../model/schema/index.ts';
import { commandTree } from '../command-tree.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT_DONE } from '../exit-code.ts';
import type { Io } from '../io.ts';
import type { Shell } from '../program.ts';

const WRITERS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `tcpdissect completion SHELL` */
export async function completion(shell: Shell, program: Command, io: Io): Promise<number> {
  const tree = commandTree(program, { 'schema name': Object.keys(SCHEMAS) });
  io.stdout.write(Buffer.from(WRITERS[shell](tree)));
  return EXIT_DONE;
}
