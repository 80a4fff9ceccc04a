import { PATH } from './listFailedEvents';
import { useFailedEventMutation } from './useFailedEventMutation';

/** Try to store one again. */
export const useRetryFailedEvent = () =>
  useFailedEventMutation((request, id: number) =>
    request<undefined>(`${PATH}/${id}/retry`, { method: 'POST', body: {} }),
  );
