import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StopSignal } from '../../../src/cli/exit-code.ts';
import type { Io, OutputStream } from '../../../src/cli/io.ts';
import { main } from '../../../src/cli/main.ts';

const ROOT = new URL('../../../', import.meta.url);

/** The path of a file of the project. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}

export function fixture(name: string): string {
  return projectPath(`fixtures/${name}`);
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An output stream that keeps what is written, and breaks like a closed pipe after `limit` octets. */
export class StringStream implements OutputStream {
  readonly #chunks: Buffer[] = [];
  readonly #limit: number;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  #size = 0;
  writes = 0;

  constructor(options: { isTerminal?: boolean; columns?: number; limit?: number } = {}) {
    this.isTerminal = options.isTerminal ?? false;
    this.columns = options.columns;
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY;
  }

  write(octets: Uint8Array): boolean {
    this.writes++;
    if (this.#size + octets.length > this.#limit) return false;
    this.#size += octets.length;
    this.#chunks.push(Buffer.from(octets));
    return true;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

export interface Surroundings {
  readonly stdout?: StringStream;
  readonly stderr?: StringStream;
  readonly stdinIsTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Sent as soon as somebody listens. */
  readonly signal?: StopSignal;
}

/** Runs the command inside this process. */
export async function run(
  argv: readonly string[],
  surroundings: Surroundings = {},
): Promise<Outcome> {
  const stdout = surroundings.stdout ?? new StringStream();
  const stderr = surroundings.stderr ?? new StringStream();
  const io: Io = {
    stdout,
    stderr,
    stdinIsTerminal: surroundings.stdinIsTerminal ?? true,
    env: surroundings.env ?? {},
    onStop(handler) {
      if (surroundings.signal !== undefined) handler(surroundings.signal);
      return () => {};
    },
  };
  const code = await main(argv, io);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

export const COMMAND = projectPath('bin/tcpdissect.js');

/** Runs the command as a user does: its own process, from the built files. */
export function spawn(
  argv: readonly string[],
  options: { input?: Uint8Array; env?: Readonly<Record<string, string>> } = {},
): Outcome {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...argv], {
    input: options.input ?? new Uint8Array(0),
    env: { PATH, ...options.env },
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}
