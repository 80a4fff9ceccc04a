import { en } from './en';
import { id } from './id';

export type Key = keyof typeof en;
export type Locale = 'en' | 'id';

export const locales: Record<Locale, Record<Key, string>> = { en, id };
export const localeNames: Record<Locale, string> = { en: 'English', id: 'Bahasa Indonesia' };

export const isKey = (text: string): text is Key => Object.hasOwn(en, text);
