import type { ToldOfInput } from '../capture/input-words.ts';
import type { DiagnosticRecord } from '../model/diagnostic-record.ts';
import { terminalSafe } from '../report/format/escape.ts';
import { inputText } from '../report/format/path-text.ts';
import { nearestName } from '../select/nearest.ts';
import type { HelpWords } from '../words/help-words.ts';
import type { Words } from '../words/words.ts';
import { COMMAND_NAMES } from './program.ts';

/** One line for people on a diagnostic: the message is a clause about its path. */
export function complaint(
  diagnostic: DiagnosticRecord,
  { tell, advice }: ToldOfInput,
  { inputs, capture, help: { diagnostics: words } }: Pick<Words, 'inputs' | 'capture' | 'help'>,
): string {
  const { severity, path } = diagnostic;
  const subject = path === null ? null : inputText(path, capture.standardInput);
  const clauses = [
    severity === 'error' ? undefined : words.severity[severity],
    subject ?? undefined,
    `${tell(inputs)}${offsetOf(diagnostic, words)}${hint(diagnostic, words)}${advice === undefined ? '' : words.advised(advice(inputs))}`,
  ];
  const line = words.line(clauses.filter((clause) => clause !== undefined));
  return `tcpdissect: ${terminalSafe(line)}\n`;
}

/** One line for people on something that no record tells. */
export function warning(message: string, { help: { diagnostics } }: Pick<Words, 'help'>): string {
  const line = diagnostics.line([diagnostics.severity.warning, message]);
  return `tcpdissect: ${terminalSafe(line)}\n`;
}

/** Where it was noticed, unless that is the beginning, or the message tells it, in every language. */
function offsetOf(
  { byteOffset, message }: DiagnosticRecord,
  words: HelpWords['diagnostics'],
): string {
  return byteOffset === null || byteOffset === 0 || /\boffset\b/.test(message)
    ? ''
    : words.atOffset(byteOffset);
}

/** A mistyped command is taken for a capture, which then does not exist. */
function hint({ code, path }: DiagnosticRecord, words: HelpWords['diagnostics']): string {
  if (code !== 'not-found' || path === null) return '';
  const near = nearestName(path, COMMAND_NAMES);
  return near === undefined ? '' : words.didYouMean(near);
}
