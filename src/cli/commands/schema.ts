import { SCHEMAS } from '../../model/schema/index.ts';
import { nearestName } from '../../select/nearest.ts';
import { EXIT_DONE } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** `tcpdissect schema [NAME]` */
export async function schema(name: string | undefined, io: Io): Promise<number> {
  io.stdout.write(Buffer.from(name === undefined ? `${names().join('\n')}\n` : schemaText(name)));
  return EXIT_DONE;
}

function names(): string[] {
  return Object.keys(SCHEMAS);
}

function schemaText(name: string): string {
  const make = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (make === undefined) {
    const near = nearestName(name, names());
    const meant = near === undefined ? '' : `did you mean ${near}? `;
    throw new UsageError(`there is no schema ${name}; ${meant}there are ${names().join(', ')}`);
  }
  return `${JSON.stringify(make(), undefined, 2)}\n`;
}
