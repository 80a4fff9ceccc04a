import { useReason } from '@/entities/camera/useReason';
import type { ApiProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';

/** The backend's message for each field; for an address, the texts of its test with the kinds that work. */
export function useFieldErrors(): (problem: ApiProblem) => Record<string, string> {
  const problemText = useProblemText();
  const reasonText = useReason();
  return (problem) => {
    const { code, fields, hint } = problem;
    if (code !== 'invalid_source') return problemText(problem).fields;
    const text = reasonText({ code, message: fields.source ?? problem.message, hint });
    return { source: [text.message, text.hint].join(' ') };
  };
}
