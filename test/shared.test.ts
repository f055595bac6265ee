import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from './cli/support/run.ts';

/*
 * The captures beside the project, where there are any: whatever is in them, the command ends, in
 * time, with a code that means something.
 */
const SHARED = new URL('../../shared/', import.meta.url);
const CAPTURE = /\.(pcap|pcapng|cap|dmp|trace|ntar)(\.(gz|zst|lz4))?$|\.gz$/;
const MOST_MILLISECONDS = 180_000;

const roomsOfCaptures = ['kernel-truth', 'corpus', 'corpus-zeek-conn'].filter((room) =>
  existsSync(new URL(room, SHARED)),
);

function capturesOf(room: string): string[] {
  const root = fileURLToPath(new URL(`${room}/`, SHARED));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => CAPTURE.test(name) && !name.endsWith('.jsonl.gz'))
    .map((name) => `${root}${name}`);
}

describe.skipIf(roomsOfCaptures.length === 0)('the captures beside the project', () => {
  it.each(roomsOfCaptures)(
    '%s is read without a crash or a hang',
    async (room) => {
      const failed: string[] = [];
      for (const path of capturesOf(room)) {
        for (const argv of [['--json'], ['segments', '--ndjson'], []]) {
          const { code, stderr } = await run([...argv, path]);
          if (code !== 0 && code !== 3)
            failed.push(`${code}: ${argv.join(' ')} ${path}: ${stderr}`);
        }
      }
      expect(failed).toEqual([]);
    },
    MOST_MILLISECONDS,
  );
});
