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

/** Codes with several causes: only the backend's message distinguishes them. */
const AMBIGUOUS = ['invalid_input', 'schedule_in_use', 'still_refused'];

/** What happened and what to do, in the user's language if the code is known, else the backend's text. */
export function useProblemText(): (problem: ApiProblem) => ProblemText {
  const { t } = useLocale();
  const sentence = useServerSentence();
  return ({ code, message, hint, fields }) => {
    const key = `error.${code}`;
    const hintKey = `${key}.hint`;
    const texts = Object.entries(fields).map(
      ([field, text]) => [field, sentence(text) ?? t('error.field', { message: text })] as const,
    );
    return {
      title: isKey(key) ? t(key) : message || t('error.internal'),
      detail: AMBIGUOUS.includes(code) && texts.length === 0 ? (sentence(message) ?? message) : '',
      hint: isKey(hintKey) ? t(hintKey) : hint,
      fields: Object.fromEntries(texts),
    };
  };
}
