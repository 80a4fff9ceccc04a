import { useQuery } from '@tanstack/react-query';
import { useSession } from '@/lib/session/useSession';
import { problemOf, send } from '@/lib/api/request';

/** How often the picture under the zones is renewed. Shorter costs requests; longer draws zones over an old view. */
export const SNAPSHOT_REFRESH_MS = 4_000;

/** The camera's newest picture, renewed while it sends pictures. The last one stays when none follows. */
export function useSnapshot(cameraId: number, isLive: boolean) {
  const session = useSession();
  return useQuery({
    queryKey: ['snapshot', cameraId],
    queryFn: async ({ signal }) => {
      const { token } = session.state();
      const response = await send(
        `/stream/${cameraId}/snapshot.jpg`,
        { signal },
        token === null ? {} : { Authorization: `Bearer ${token}` },
      );
      if (!response.ok) throw await problemOf(response);
      return response.blob();
    },
    enabled: isLive,
    refetchInterval: SNAPSHOT_REFRESH_MS,
    structuralSharing: false,
    retry: false,
  });
}
