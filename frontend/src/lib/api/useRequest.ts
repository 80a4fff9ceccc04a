import { createContext, use } from 'react';
import type { Request } from './request';

export const RequestContext = createContext<Request | null>(null);

/** How to ask the backend as the person who is logged in. */
export function useRequest(): Request {
  const request = use(RequestContext);
  if (request === null) throw new Error('useRequest needs a RequestContext');
  return request;
}
