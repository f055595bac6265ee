import { ENGLISH } from './en/index.ts';
import type { Language } from './language.ts';
import type { Words } from './words.ts';

/** The catalogue of a language; loaded when it is asked for. */
export const CATALOGUES: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => ENGLISH,
  'zh-CN': async () => (await import('./zh-cn/index.ts')).CHINESE,
};
