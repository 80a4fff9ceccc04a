import { formatBytes } from '@/lib/bytes';
import { fill } from '@/lib/i18n/fill';
import { useLocale } from '@/lib/i18n/useLocale';
import { healthProblems, healthWords } from '@/locales/id/healthProblems';
import type { HealthProblem } from '@/types/api';

/** A problem in the person's language: English is the server's own text, and so is what has no translation. */
export function useHealthProblem(): (problem: HealthProblem) => string {
  const { locale } = useLocale();
  return ({ code, message, values }) => {
    const template = locale === 'id' ? healthProblems[code] : undefined;
    if (template === undefined) return message;
    const said = fill(
      template,
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spoken(name, value, locale)])),
    );
    return said.includes('{') ? message : said;
  };
}

function spoken(name: string, value: string | number, locale: string): string | number {
  if (typeof value === 'number') return name.endsWith('_bytes') ? formatBytes(value, locale) : value;
  if (name === 'holds')
    return value
      .split(' ')
      .map((one) => healthWords[one] ?? one)
      .join(' dan ');
  return name === 'clock' ? (healthWords[value] ?? value) : value;
}
