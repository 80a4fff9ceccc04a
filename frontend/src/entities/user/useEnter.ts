import { useQueryClient } from '@tanstack/react-query';
import { meKey } from '@/entities/user/api/getMe';
import { useSession } from '@/lib/session/useSession';
import type { Login } from '@/types/api';

/** Starts another log-in in the place of whatever was before, of which nothing stays in the cache. */
export function useEnter(): (login: Login) => void {
  const session = useSession();
  const client = useQueryClient();
  return ({ access_token: token }) => {
    session.leave(); // other tabs forget the earlier person's data, too
    client.removeQueries({ predicate: (query) => query.getObserversCount() === 0 });
    client.removeQueries({ queryKey: meKey });
    session.start(token);
  };
}
