import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixture } from '../../cli/support/run.ts';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

/** Writes a fixture with the time of each record, counted from 0, so many seconds earlier. */
function shifted(name: string, back: (record: number) => number) {
  const octets = readFileSync(fixture(name));
  let records = 0;
  for (let at = FILE_HEADER; at < octets.length; records++) {
    octets.writeUInt32LE(octets.readUInt32LE(at) - back(records), at);
    at += RECORD_HEADER + octets.readUInt32LE(at + 8);
  }
  const path = join(mkdtempSync(join(folder, 'set-')), name);
  writeFileSync(path, octets);
  return { path, records };
}

/** A fixture whose clock is set back in front of a record; undefined where there is no such. */
export function setBack(name: string, before: number, seconds = 10): string | undefined {
  const { path, records } = shifted(name, (record) => (record >= before ? seconds : 0));
  return before < records ? path : undefined;
}

/** A fixture of which each record is a minute earlier than the one before. */
export function backwards(name: string): string {
  return shifted(name, (record) => 60 * record).path;
}

/** A fixture whose clock is set 10 s ahead in front of a record, and 5 s back in front of a later one. */
export function aheadAndBack(name: string, ahead: number, back: number): string {
  return shifted(name, (record) => (record >= back ? -5 : record >= ahead ? -10 : 0)).path;
}
