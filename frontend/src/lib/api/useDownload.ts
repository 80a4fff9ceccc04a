import { useMutation } from '@tanstack/react-query';
import { useSession } from '@/lib/session/useSession';
import { problemOf, send } from './request';

/** A long export takes minutes. Shorter ends it half way; longer holds the button while nothing comes any more. */
const TIMEOUT_MS = 300_000;

/** Fetches a file in the name of the person who is logged in, and has the browser store it. */
export function useDownload() {
  const session = useSession();
  return useMutation({
    mutationFn: async ({ path, name }: { path: string; name: string }) => {
      const { token } = session.state();
      const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
      const response = await send(path, { timeoutMs: TIMEOUT_MS }, headers);
      if (!response.ok) {
        const problem = await problemOf(response);
        if (problem.code === 'not_authenticated') session.end(token);
        throw problem;
      }
      saveFile(await response.blob(), name);
    },
  });
}

/** Has the browser store a file under this name. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
