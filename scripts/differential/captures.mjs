import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const CAPTURE = /\.(pcap|pcapng|cap|dmp|trace|ntar)$/;

/** The captures below a folder, in order of name; or the one capture. */
export function capturesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => CAPTURE.test(name))
    .map((name) => join(path, name))
    .sort();
}
