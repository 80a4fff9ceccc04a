import { createContext, use } from 'react';
import type { Request } from './request';

export const RequestContext = createContext<Request | null>(null);

/** Requests to the backend as the user who is logged in. */
export function useRequest(): Request {
  const request = use(RequestContext);
  if (request === null) throw new Error('useRequest needs a RequestContext');
  return request;
}
