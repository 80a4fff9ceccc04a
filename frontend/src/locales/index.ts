import { en } from './en';

export type Key = keyof typeof en;
export type Locale = 'en' | 'id';
export type Texts = Record<Key, string>;

export const localeNames: Record<Locale, string> = { en: 'English', id: 'Bahasa Indonesia' };

/** English is always there. Others are chunks of their own: no browser loads a language that nobody reads. */
export const loadTexts = async (locale: Locale): Promise<Texts> => (locale === 'en' ? en : (await import('./id')).id);

export { en };

export const isKey = (text: string): text is Key => Object.hasOwn(en, text);
