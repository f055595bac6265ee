import { terminalSafe } from '../format/escape.ts';
import { cut } from '../format/width.ts';

/** A label is a line: more of one text than this makes the diagram unreadable. */
const MOST_COLUMNS = 160;

/** At the beginning of a label a colon, and the words `wrap:` and `nowrap:`, mean something to Mermaid. */
const NOT_PLAIN = /(?<=^ *(?:(?:no)?wrap *)?):|[^A-Za-z0-9 .,:()[\]/+='_!?µ✓✗×…·-]/gu;

/**
 * Any text as the label of a participant, an arrow or a note: without characters that end a
 * statement, open a directive, or are markup; they are written as Mermaid's entities, `#59;`.
 */
export function labelText(text: string): string {
  return cut(terminalSafe(text), MOST_COLUMNS, '…').replace(
    NOT_PLAIN,
    (character) => `#${character.codePointAt(0)};`,
  );
}
