import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en, loadTexts, type Key, type Locale, type Texts } from '@/locales';
import { fill, type Params } from './fill';

export type Translate = (key: Key, params?: Params) => string;

interface LocaleValue {
  locale: Locale;
  setLocale: (locale: Locale) => void;
  t: Translate;
}

const KEY = 'mandor.locale';
const LocaleContext = createContext<LocaleValue | null>(null);

/** The chosen language, or else the browser's. */
export function rememberedLocale(): Locale {
  try {
    const stored = localStorage.getItem(KEY);
    if (stored === 'en' || stored === 'id') return stored;
  } catch {
    // Storage is forbidden: the browser's language decides.
  }
  return navigator.language.toLowerCase().startsWith('id') ? 'id' : 'en';
}

function remember(locale: Locale): void {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // The choice lasts as long as the tab.
  }
}

export type LoadedTexts = { en: Texts } & Partial<Record<Locale, Texts>>;

/** `loaded`: languages whose texts are there. Another one is loaded when it is chosen; until then the page stays as it is. */
export function LocaleProvider({ children, loaded = { en } }: { children: ReactNode; loaded?: LoadedTexts }) {
  const [{ locale, texts }, setState] = useState(() => {
    const wanted = rememberedLocale();
    return { texts: loaded, locale: loaded[wanted] === undefined ? 'en' : wanted };
  });
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo<LocaleValue>(() => {
    const current = texts[locale] ?? texts.en;
    const choose = async (next: Locale) => {
      const found = texts[next] ?? (await loadTexts(next));
      remember(next);
      setState({ locale: next, texts: { ...texts, [next]: found } });
    };
    return {
      locale,
      // A language that cannot be loaded changes nothing: the next press tries again.
      setLocale: (next) => void choose(next).catch(() => undefined),
      t: (key, params) => fill(current[key], params),
    };
  }, [locale, texts]);
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

export function useLocale(): LocaleValue {
  const value = use(LocaleContext);
  if (value === null) throw new Error('useLocale needs a LocaleProvider');
  return value;
}
