import type { Command } from 'commander';
import { buildProgram } from './program.ts';

const nothing = async (): Promise<number> => 0;

/** The tree of commands for who wants to read it: nothing runs, nothing is printed. */
export function idleProgram(): Command {
  const actions = {
    report: nothing,
    segments: nothing,
    follow: nothing,
    explain: nothing,
    check: nothing,
    schema: nothing,
    completion: nothing,
  };
  return buildProgram(actions, { out() {}, err() {}, columns: 80 }, () => {}).complete();
}
