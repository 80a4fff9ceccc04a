import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { LiveProvider } from './LiveProvider';
import { useSession } from '@/lib/session/useSession';

/** Pages for those who are logged in; others go to log in and come back to the same page. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { token, ended } = useSession();
  const location = useLocation();
  const client = useQueryClient();

  useEffect(() => {
    // What one person may see is not left for the next.
    if (token === null) client.clear();
  }, [token, client]);

  if (token === null) {
    const from = `${location.pathname}${location.search}`;
    return <Navigate to="/login" replace state={{ from, ended }} />;
  }
  return <LiveProvider token={token}>{children}</LiveProvider>;
}
