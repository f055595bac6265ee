import type { DiagnosticRecord } from '../model/diagnostic-record.ts';
import { COMMAND_NAMES } from './program.ts';

/** Characters that would move the cursor or colour what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** One line for people on a diagnostic: the message is a clause about its path. */
export function complaint(diagnostic: DiagnosticRecord, advice: string | undefined): string {
  const { severity, path, message } = diagnostic;
  const subject = path === '-' ? 'standard input' : path;
  const clauses = [
    severity === 'error' ? undefined : severity,
    subject ?? undefined,
    `${message}${offsetOf(diagnostic)}${hint(diagnostic)}${advice === undefined ? '' : `; ${advice}`}`,
  ];
  const line = clauses.filter((clause) => clause !== undefined).join(': ');
  return `tcpdissect: ${line.replace(CONTROL, '?')}\n`;
}

/** Where it was noticed, unless that is the beginning, or the message tells it. */
function offsetOf({ byteOffset, message }: DiagnosticRecord): string {
  return byteOffset === null || byteOffset === 0 || /\boffset\b/.test(message)
    ? ''
    : ` (at offset ${byteOffset})`;
}

/** A mistyped command is taken for a capture, which then does not exist. */
function hint({ code, path }: DiagnosticRecord): string {
  if (code !== 'not-found' || path === null) return '';
  const near = COMMAND_NAMES.find((name) => distance(name, path) <= 2);
  return near === undefined ? '' : ` (did you mean the command ${near}?)`;
}

/** Letters to add, drop, replace or swap with a neighbour to make one word of the other. */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
