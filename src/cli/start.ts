import { main } from './main.ts';
import { processIo } from './process-io.ts';

/** The command as this process was called; the exit code. */
export function start(): Promise<number> {
  return main(process.argv.slice(2), processIo());
}
