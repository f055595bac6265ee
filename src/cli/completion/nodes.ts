import type { CommandNode, OptionNode } from '../command-tree.ts';

/** The command itself, then its commands. */
export function nodesOf(tree: CommandNode): CommandNode[] {
  return [tree, ...tree.commands];
}

export function namesOf(commands: readonly CommandNode[]): string[] {
  return commands.map(({ name }) => name);
}

/** Long options of the command itself that take a value: what stands behind one is no command. */
export function longsWithValue(tree: CommandNode): string[] {
  return withValue(tree).flatMap(({ long }) => long ?? []);
}

/**
 * The letters of a command's short options that take a value. The first of them ends a cluster: as the last
 * letter it takes the next word (`-vc 5`), before that the rest of its own (`-vc5`).
 */
export function lettersWithValue(command: CommandNode): string {
  return withValue(command)
    .map(({ short = '' }) => short.slice(1))
    .join('');
}

function withValue({ options }: CommandNode): OptionNode[] {
  return options.filter(({ argument }) => argument !== undefined);
}
