import type { Request } from '@/lib/api/request';
import type { Retried } from '@/types/api';
import { PATH } from './listFailedEvents';

/** Try to store a round of them again, from behind the cursor on. */
export const retryFailedEvents = (request: Request, cursor: string | null): Promise<Retried> => {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return request<Retried>(`${PATH}/retry-all${query}`, { method: 'POST', body: {} });
};
