import type { Issue } from './issues.ts';

/** Where to look, for whoever wants a file and a line. */
export interface Place {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

/** The name of standard input where a file is asked for. */
const STANDARD_INPUT = 'stdin';
const RULES_FILE = 'tcpdissect.yml';

/**
 * A capture has no lines, so an issue stands at its rule: at the line of the rules file. A rule of no
 * file (a recommended one, or one of an option) stands at the capture that breaks it, in line 1.
 */
export function placeOf({ rule, first }: Pick<Issue, 'rule' | 'first'>): Place {
  if (rule.source !== null) return { ...rule.source, path: relative(rule.source.path) };
  return { path: relative(first.capture?.path ?? RULES_FILE), line: 1, column: 1 };
}

/** A path as it is named below the working directory: without `./` in front. */
export function relative(path: string): string {
  return path === '-' ? STANDARD_INPUT : path.replace(/^(?:\.\/+)+/, '');
}

/**
 * The path as a URI reference (RFC 3986): relative ones stay relative, absolute ones become `file:`.
 * Lone surrogates, which no URI can hold, become U+FFFD.
 */
export function uriOf(path: string): string {
  const segments = relative(path).split('/').map(encodeSegment);
  const [first = ''] = segments;
  if (first === '' && segments.length > 1) return `file://${segments.join('/')}`;
  // A colon in the first segment would make a scheme of what stands before it (RFC 3986, section 4.2).
  return [first.replaceAll(':', '%3A'), ...segments.slice(1)].join('/');
}

/** Percent-encodes what is not allowed in a segment of a path (RFC 3986, section 3.3: `pchar`). */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/%(?:3A|40|26|3D|2B|24|2C|3B)/g, (code) => decodeURIComponent(code))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
