import type { DiagnosticRecord } from '../model/diagnostic-record.ts';
import { terminalSafe } from '../report/format/escape.ts';
import { nearestName } from '../select/nearest.ts';
import { COMMAND_NAMES } from './program.ts';

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
  return `tcpdissect: ${terminalSafe(line)}\n`;
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
  const near = nearestName(path, COMMAND_NAMES);
  return near === undefined ? '' : ` (did you mean the command ${near}?)`;
}
