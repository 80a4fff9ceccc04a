import { PATH } from './listFailedEvents';
import { useFailedEventMutation } from './useFailedEventMutation';

export const useDeleteFailedEvent = () =>
  useFailedEventMutation((request, id: number) => request<undefined>(`${PATH}/${id}`, { method: 'DELETE' }));
