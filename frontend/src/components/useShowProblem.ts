import { notifications } from '@mantine/notifications';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';

/** Says what failed where there is no place of its own for it. */
export function useShowProblem(): (error: unknown) => void {
  const problemText = useProblemText();
  return (error) => {
    const { title, hint } = problemText(asProblem(error));
    notifications.show({ color: 'red', title, message: hint });
  };
}
