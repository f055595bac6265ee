import type { YAMLParseError } from 'yaml';
import type { YamlMistake } from '../../words/rules-file-words.ts';
import { type LookAlike, lookAlikeAt, lookAlikeIn, unindentedAt } from './look-alikes.ts';
import type { Span } from './problem.ts';
import type { SyntaxMistake } from './yaml-syntax.ts';

interface Entry {
  readonly code: string;
  /** In what the package says; its groups are the signs that are told. Absent: all of that code. */
  readonly says?: RegExp;
  /** In the file, from the mistake on. */
  readonly stands?: RegExp;
  /** In the file, in front of the mistake; where it has a group, the mistake begins with that. */
  readonly follows?: RegExp;
  readonly is: YamlMistake;
}

/** Of what stands behind a value that has come to its end. */
const AT_END = /at node end$/;
/** A key of a flow map, with its colon. */
const KEY = /^(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)\s*:(?:[\s"'[{]|$)/;

/** What mistakes of YAML are called, by the code and the sentence that the package gives them; the first that fits. */
const MISTAKES: readonly Entry[] = [
  { code: 'DUPLICATE_KEY', is: 'duplicateKey' },
  { code: 'TAB_AS_INDENT', is: 'tabs' },
  { code: 'MULTIPLE_DOCS', is: 'oneDocument' },
  { code: 'BAD_INDENT', is: 'indentation' },
  { code: 'BLOCK_AS_IMPLICIT_KEY', says: /^A block sequence/, is: 'listBelow' },
  { code: 'BLOCK_AS_IMPLICIT_KEY', stands: /^(\?)\s/, is: 'badStart' },
  { code: 'BLOCK_AS_IMPLICIT_KEY', stands: /^[^\n]*:(?:\s|$)/, is: 'colonInValue' },
  { code: 'BLOCK_AS_IMPLICIT_KEY', is: 'keysBelowValue' },
  { code: 'MULTILINE_IMPLICIT_KEY', is: 'noColon' },
  { code: 'MISSING_CHAR', says: /^Implicit map keys need/, is: 'noColon' },
  { code: 'MISSING_CHAR', says: /^Comments must be separated/, is: 'comment' },
  { code: 'MISSING_CHAR', says: /^Missing ,/, is: 'noComma' },
  { code: 'MISSING_CHAR', says: /^Sequence item without/, is: 'noDash' },
  { code: 'MISSING_CHAR', says: /^Missing space after :/, is: 'noColon' },
  { code: 'MISSING_CHAR', says: /^Block scalars with more-indented/, is: 'emptyLines' },
  { code: 'MISSING_CHAR', says: /^Block collection cannot start/, is: 'besideStart' },
  { code: 'MISSING_CHAR', says: /^Missing directives-end/, is: 'directive' },
  {
    code: 'MISSING_CHAR',
    says: /^Tags and anchors must|^Missing newline after .* props/,
    is: 'anchor',
  },
  { code: 'MULTIPLE_ANCHORS', is: 'anchor' },
  { code: 'ALIAS_PROPS', is: 'anchor' },
  { code: 'BAD_PROP_ORDER', is: 'anchor' },
  { code: 'BAD_DIRECTIVE', is: 'directive' },
  { code: 'KEY_OVER_1024_CHARS', is: 'longKey' },
  { code: 'BLOCK_IN_FLOW', is: 'noComma' },
  { code: 'BAD_SCALAR_START', says: /(\S+)$/, is: 'badStart' },
  { code: 'BAD_DQ_ESCAPE', says: /(\\\S*)/, is: 'escape' },
  { code: 'BAD_ALIAS', stands: /^(.)/, is: 'badStart' },
  { code: 'TAG_RESOLVE_FAILED', stands: /^(!)/, is: 'badStart' },
  { code: 'UNEXPECTED_TOKEN', says: AT_END, stands: KEY, is: 'noComma' },
  { code: 'UNEXPECTED_TOKEN', says: /^Unexpected [\w-]+ token$/, stands: KEY, is: 'noComma' },
  { code: 'UNEXPECTED_TOKEN', says: AT_END, follows: /^\s*(?:"[^"]*"|'[^']*')\s*$/, is: 'noColon' },
  {
    code: 'UNEXPECTED_TOKEN',
    says: AT_END,
    follows: /(?<=[\s,[{]|^)(\*)[^\s,[\]{}]*\s*$/,
    is: 'badStart',
  },
  { code: 'UNEXPECTED_TOKEN', says: AT_END, follows: /[\]}]\s*$/, is: 'behindList' },
  { code: 'UNEXPECTED_TOKEN', says: AT_END, is: 'behindValue' },
  { code: 'UNEXPECTED_TOKEN', says: /^Unexpected (?:,|empty item) in /, is: 'twoCommas' },
  { code: 'UNEXPECTED_TOKEN', says: /^Unexpected : in /, is: 'noComma' },
  { code: 'UNEXPECTED_TOKEN', says: /-end token .*"(.)"$/, is: 'notOpened' },
  { code: 'UNEXPECTED_TOKEN', says: /^Unexpected block-seq-ind/, is: 'listBelow' },
  { code: 'UNEXPECTED_TOKEN', says: /^Not a YAML token|^Block scalar header/, is: 'textBelow' },
  { code: 'UNEXPECTED_TOKEN', says: /^Unexpected \S+ token/, is: 'stray' },
  { code: 'IMPOSSIBLE', says: /with trailing content$/, is: 'stray' },
];

/** What may have led to a mistake that is not what it seems; `first` is where its line begins, behind the blanks. */
const LOOK_ALIKES: {
  readonly [Is in YamlMistake]?: (text: string, span: Span, first: number) => LookAlike | undefined;
} = {
  noColon: (text, { start }) => lookAlikeAt(text, start),
  keysBelowValue: (text, { start }) => lookAlikeAt(text, start),
  noComma: (text, span) => lookAlikeIn(text, span),
  stray: (text, span) => lookAlikeIn(text, span),
  colonInValue: (text, _, first) => unindentedAt(text, first),
};

/** A mistake of YAML in our words: those of the package are for who knows its grammar, and in English alone. */
export function mistakeOf({ code, message, pos }: YAMLParseError, text: string): SyntaxMistake {
  const [start, end] = pos;
  const rest = text.slice(start);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  for (const { code: wanted, says, stands, follows, is } of MISTAKES) {
    const said = (says ?? ANYTHING).exec(message);
    const stood = (stands ?? ANYTHING).exec(rest);
    const followed = (follows ?? ANYTHING).exec(before);
    if (code !== wanted || said === null || stood === null || followed === null) continue;
    const sign = said[1] ?? stood[1] ?? followed[1] ?? '';
    const indent = before.length - before.trimStart().length;
    const alike = LOOK_ALIKES[is]?.(text, { start, end }, start - before.length + indent);
    if (alike !== undefined) return { ...alike, hidesRest: false };
    const from = followed[1] === undefined ? start : start - before.length + followed.index;
    return {
      span: { start: from, end },
      tell: ({ rulesFile }) => rulesFile.yaml(is, sign),
      hidesRest: false,
    };
  }
  const tell: SyntaxMistake['tell'] = ({ rulesFile }) => rulesFile.yaml('other', '');
  return { span: { start, end }, tell, hidesRest: false };
}

const ANYTHING = /^/;

/** Whether something stands behind the end of a value: then what opens around it only seems to be left open. */
export function isBehindValue({ message }: YAMLParseError): boolean {
  return AT_END.test(message);
}
