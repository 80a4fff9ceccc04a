import { useLocale } from '@/lib/i18n/useLocale';
import { useServerSentence } from '@/lib/i18n/useServerSentence';
import { isKey } from '@/locales';
import type { ApiProblem } from './problem';

interface ProblemText {
  title: string;
  detail: string;
  hint: string;
  /** By field. */
  fields: Record<string, string>;
}

/** Codes under which many things may have happened: which one, only the server's own sentence says. */
const MANIFOLD = ['invalid_input', 'schedule_in_use', 'still_refused'];

/** What happened and what to do, in the person's language where the code is known, else in the server's words. */
export function useProblemText(): (problem: ApiProblem) => ProblemText {
  const { t } = useLocale();
  const sentence = useServerSentence();
  return ({ code, message, hint, fields }) => {
    const key = `error.${code}`;
    const hintKey = `${key}.hint`;
    const told = Object.entries(fields).map(
      ([field, said]) => [field, sentence(said) ?? t('error.field', { said })] as const,
    );
    return {
      title: isKey(key) ? t(key) : message || t('error.internal'),
      detail: MANIFOLD.includes(code) && told.length === 0 ? (sentence(message) ?? message) : '',
      hint: isKey(hintKey) ? t(hintKey) : hint,
      fields: Object.fromEntries(told),
    };
  };
}
