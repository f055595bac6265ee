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
    const nearest = nearestName(name, names()) ?? null;
    throw new UsageError(({ usage }) => usage.noSchema(name, nearest, names()));
  }
  return `${JSON.stringify(make(), undefined, 2)}\n`;
}
