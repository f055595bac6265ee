import { CATALOGUES } from '../words/index.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import type { Io } from './io.ts';
import { isUnicode } from './locale.ts';

/** Locales whose readers want Simplified Chinese: `zh_CN.UTF-8`, `zh_SG`, `zh-Hans-CN`, `zh`. */
const SIMPLIFIED_CHINESE = /^zh(?:[_-](?:CN|SG|Hans[\w-]*))?(?:[.@]|$)/i;

/**
 * The language of the texts for people: `--lang` over LC_ALL over LC_MESSAGES over LANG. A terminal
 * that shows ASCII alone has English, whatever was chosen.
 */
export function languageOf(choice: Language | undefined, io: Io): Language {
  if (!isUnicode(io)) return 'en';
  const { LC_ALL, LC_MESSAGES, LANG } = io.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || '';
  return choice ?? (SIMPLIFIED_CHINESE.test(locale) ? 'zh-CN' : 'en');
}

export function wordsFor(
  { lang }: { readonly lang: Language | undefined },
  io: Io,
): Promise<Words> {
  return CATALOGUES[languageOf(lang, io)]();
}

/** The language that the words of a command line ask for, before they are understood. */
export function languageAskedFor(argv: readonly string[]): string | undefined {
  const at = argv.lastIndexOf('--lang');
  const value = at < 0 ? undefined : argv[at + 1];
  return value ?? argv.findLast((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}
