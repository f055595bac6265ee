import type { CommandNode } from '../command-tree.ts';

/** The command itself, then its commands. */
export function nodesOf(tree: CommandNode): CommandNode[] {
  return [tree, ...tree.commands];
}

export function namesOf(commands: readonly CommandNode[]): string[] {
  return commands.map(({ name }) => name);
}

/** Options of the command itself that take a value: what stands behind one is no command. */
export function optionsWithValue({ options }: CommandNode): string[] {
  return options
    .filter(({ argument }) => argument !== undefined)
    .flatMap(({ short, long }) => [short, long])
    .filter((flag) => flag !== undefined);
}
