import { formatBytes } from '@/lib/bytes';
import { fill } from '@/lib/i18n/fill';
import { useLocale } from '@/lib/i18n/useLocale';
import { healthProblems, healthWords } from '@/locales/id/server/healthProblems';
import type { HealthProblem } from '@/types/api';

/** A problem in the user's language. English, and what has no translation, is the backend's own text. */
export function useHealthProblem(): (problem: HealthProblem) => string {
  const { locale } = useLocale();
  return ({ code, message, values }) => {
    const template = locale === 'id' ? healthProblems[code] : undefined;
    if (template === undefined) return message;
    const text = fill(
      template,
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatValue(name, value, locale)])),
    );
    return text.includes('{') ? message : text;
  };
}

function formatValue(name: string, value: string | number, locale: string): string | number {
  if (typeof value === 'number') return name.endsWith('_bytes') ? formatBytes(value, locale) : value;
  if (name === 'holds')
    return value
      .split(' ')
      .map((one) => healthWords[one] ?? one)
      .join(' dan ');
  return name === 'clock' ? (healthWords[value] ?? value) : value;
}
