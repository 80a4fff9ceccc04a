import { useReason } from '@/entities/camera/useReason';
import type { ApiProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';

/** What the server says of each field; of an address in the words of its test, with what works. */
export function useFieldErrors(): (problem: ApiProblem) => Record<string, string> {
  const problemText = useProblemText();
  const inWords = useReason();
  return (problem) => {
    const { code, fields, hint } = problem;
    if (code !== 'invalid_source') return problemText(problem).fields;
    const said = inWords({ code, message: fields.source ?? problem.message, hint });
    return { source: [said.message, said.hint].join(' ') };
  };
}
