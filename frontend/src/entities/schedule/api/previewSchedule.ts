import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Definition, Preview } from '@/types/api';

interface Asked {
  /** Null asks nothing. */
  definition: Definition | null;
  zone: string;
  /** ISO. */
  from: string;
  days?: number;
}

/** What a schedule would do from then on, by the server's own reckoning. */
export const usePreview = ({ definition, zone, from, days = 7 }: Asked) =>
  useQuery({
    queryKey: keys.preview(definition, zone, from, days),
    queryFn: ({ signal }) =>
      request<Preview>('/api/schedules/preview', {
        method: 'POST',
        body: { ...definition, time_zone: zone, from, days },
        signal,
      }),
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
