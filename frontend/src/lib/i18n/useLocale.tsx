import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { locales, type Key, type Locale } from '@/locales';
import { fill, type Params } from './fill';

export type Translate = (key: Key, params?: Params) => string;

interface LocaleValue {
  locale: Locale;
  setLocale: (locale: Locale) => void;
  t: Translate;
}

const KEY = 'mandor.locale';
const LocaleContext = createContext<LocaleValue | null>(null);

function remembered(): Locale {
  try {
    const stored = localStorage.getItem(KEY);
    if (stored === 'en' || stored === 'id') return stored;
  } catch {
    // Storage is forbidden: the browser's language decides.
  }
  return navigator.language.toLowerCase().startsWith('id') ? 'id' : 'en';
}

export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(remembered);
  useEffect(() => {
    document.documentElement.lang = locale;
    try {
      localStorage.setItem(KEY, locale);
    } catch {
      // The choice lasts as long as the tab.
    }
  }, [locale]);
  const value = useMemo<LocaleValue>(
    () => ({ locale, setLocale, t: (key, params) => fill(locales[locale][key], params) }),
    [locale],
  );
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

export function useLocale(): LocaleValue {
  const value = use(LocaleContext);
  if (value === null) throw new Error('useLocale needs a LocaleProvider');
  return value;
}
