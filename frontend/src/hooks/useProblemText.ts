import { isKey } from '@/locales';
import type { ApiProblem } from '@/lib/problem';
import { useLocale } from './useLocale';

/** What happened and what to do, in the person's language where the code is known, else in the server's words. */
export function useProblemText(): (problem: ApiProblem) => { title: string; detail: string; hint: string } {
  const { t } = useLocale();
  return (problem) => {
    const key = `error.${problem.code}`;
    const hintKey = `${key}.hint`;
    const title = isKey(key) ? t(key) : problem.message || t('error.internal');
    const hint = isKey(hintKey) ? t(hintKey) : problem.hint;
    return { title, detail: title === problem.message ? '' : problem.message, hint };
  };
}
