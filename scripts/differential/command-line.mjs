import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * The words behind the name of a script: options, as `parseArgs` of Node.js describes them, and paths.
 * `--help` prints the usage and ends the process; so does what is wrong, with exit code 2.
 */
export function readCommandLine(usage, options = {}) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h', default: false } },
    });
    if (values.help) {
      process.stdout.write(`usage: ${usage}\n`);
      process.exit(0);
    }
    const missing = positionals.find((path) => !existsSync(path));
    if (missing !== undefined) throw new Error(`There is no file ${missing}`);
    return { values, positionals };
  } catch (error) {
    process.stderr.write(`${error.message}\nusage: ${usage}\n`);
    process.exit(2);
  }
}
