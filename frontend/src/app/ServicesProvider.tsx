import { useState, type ReactNode } from 'react';
import { createRequest } from '@/lib/api/request';
import { RequestContext } from '@/lib/api/useRequest';
import { createSession } from '@/lib/session/session';
import { SessionContext } from '@/lib/session/useSession';

function createServices() {
  const session = createSession();
  return { session, request: createRequest(session) };
}

/** Creates what lives as long as the dashboard, the session and requests in its name, and hands it down. */
export function ServicesProvider({ children }: { children: ReactNode }) {
  const [{ session, request }] = useState(createServices);
  return (
    <SessionContext value={session}>
      <RequestContext value={request}>{children}</RequestContext>
    </SessionContext>
  );
}
