import type { Connection } from '../tcp/connection.ts';
import type { FindingRecord } from './finding-record.ts';

/** What deserves a look in a connection, the gravest first. */
export function findingsOf(_connection: Connection): FindingRecord[] {
  return [];
}
