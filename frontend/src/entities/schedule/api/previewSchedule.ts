import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Definition, Preview } from '@/types/api';

interface PreviewRequest {
  /** Null requests nothing. */
  definition: Definition | null;
  zone: string;
  /** ISO. */
  from: string;
  days?: number;
}

const previewKey = (...parameters: unknown[]) => ['preview', ...parameters] as const;

/** What a schedule would do from then on, as the backend computes it. */
export function usePreview({ definition, zone, from, days = 7 }: PreviewRequest) {
  const request = useRequest();
  return useQuery({
    queryKey: previewKey(definition, zone, from, days),
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
}
