import { notifications } from '@mantine/notifications';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';

/** Shows a failure as a notification, where the page has no place for it. */
export function useShowProblem(): (error: unknown) => void {
  const problemText = useProblemText();
  return (error) => {
    const { title, hint } = problemText(asProblem(error));
    notifications.show({ color: 'red', title, message: hint });
  };
}
