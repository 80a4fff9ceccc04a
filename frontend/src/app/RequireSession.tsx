import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { EvidenceTokens } from '@/entities/violation/EvidenceTokens';
import { useSessionState } from '@/lib/session/useSession';
import { LiveProvider } from './LiveProvider';

/** Pages for who is logged in; others go to the log-in page and return to the same page. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { token, ended } = useSessionState();
  const location = useLocation();
  const client = useQueryClient();

  const earlier = useRef(token);

  useEffect(() => {
    // The next person to log in must not see this person's data, nor a visited company the own one's.
    if (token === null) client.clear();
    else if (earlier.current !== token) {
      client.removeQueries({ type: 'inactive' });
      void client.resetQueries();
    }
    earlier.current = token;
  }, [token, client]);

  if (token === null) {
    const from = `${location.pathname}${location.search}`;
    return <Navigate to="/login" replace state={{ from, ended }} />;
  }
  return (
    <LiveProvider token={token}>
      <EvidenceTokens>{children}</EvidenceTokens>
    </LiveProvider>
  );
}
