import { dayNames, sentences } from '@/locales/id/server/sentences';
import { fill } from './fill';
import { useLocale } from './useLocale';

/** A sentence of the backend in the user's language; null if it has no translation. English is the backend's own text. */
export function useServerSentence(): (english: string) => string | null {
  const { locale } = useLocale();
  return (english) => (locale === 'id' ? inIndonesian(english) : english);
}

function inIndonesian(english: string): string | null {
  for (const [pattern, ours] of sentences) {
    const parts = pattern.exec(english);
    if (parts !== null)
      return fill(ours, Object.fromEntries(parts.map((part, index) => [index, dayNames[part] ?? part])));
  }
  return null;
}
