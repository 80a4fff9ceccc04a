import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { ViolationPage } from '@/types/api';

export interface LastPicture {
  /** With its token. */
  path: string;
  at: string;
}

/** The newest picture that is kept of a camera: of its last violation. Null when there is none. */
export function useLastPicture(cameraId: number, enabled: boolean) {
  const request = useRequest();
  return useQuery({
    queryKey: ['last-picture', cameraId],
    queryFn: async ({ signal }): Promise<LastPicture | null> => {
      const { items } = await request<ViolationPage>(`/api/violations?camera_id=${cameraId}&limit=1`, { signal });
      const newest = items[0];
      const path = newest?.evidence.removed_at === null ? newest.evidence.wide : null;
      return newest && path ? { path, at: newest.opened_at } : null;
    },
    enabled,
    retry: false,
  });
}
