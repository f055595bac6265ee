import type { Expressions } from '../../select/condition/index.ts';
import type { Complaint } from '../../select/filter-error.ts';
import { FilterError } from '../../select/filter-error.ts';
import type { TellFilter } from '../../select/filter-words.ts';
import { valueText } from './expressions.ts';

/** Makes a sentence of a record. */
export type Template = (record: object) => string;

/**
 * Compiles a text with expressions in braces, as `took {handshake.rttSeconds}`; `{{` and `}}` are
 * braces themselves.
 *
 * @throws FilterError at the place in the whole text that is wrong
 */
export function compileTemplate(text: string, { value }: Expressions<object>): Template {
  const parts: (string | Template)[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g)) {
    const [whole, expression] = match;
    parts.push(text.slice(at, match.index));
    at = match.index + whole.length;
    if (whole === '{{' || whole === '}}') parts.push(whole.charAt(0));
    else if (expression === undefined) refuse(text, match.index, 1, (words) => words.loneBrace);
    else parts.push(partOf(text, match.index + 1, expression, value));
  }
  parts.push(text.slice(at));
  return (record) => parts.map((part) => (typeof part === 'string' ? part : part(record))).join('');
}

function partOf(
  text: string,
  start: number,
  expression: string,
  compile: Expressions<object>['value'],
): Template {
  try {
    const value = compile(expression);
    const path = expression.trim();
    return (record) => valueText(value(record), path);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return refuse(text, start + error.position, error.length, error.tell, error.nearest);
  }
}

function refuse(
  text: string,
  position: number,
  length: number,
  tell: TellFilter,
  nearest?: Complaint['nearest'],
): never {
  throw new FilterError(text, { tell, position, length, nearest });
}
