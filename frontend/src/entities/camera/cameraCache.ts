import type { QueryClient } from '@tanstack/react-query';
import { camerasKey } from '@/entities/camera/api/listCameras';
import { patchQuery } from '@/lib/api/patchQuery';
import type { Camera } from '@/types/api';

/** Replace a camera in the cached list; a new one is added at the end. */
export function putCamera(client: QueryClient, camera: Camera): void {
  patchQuery(client, camerasKey, () =>
    client.setQueryData<Camera[]>(camerasKey, (cameras) => {
      if (cameras === undefined) return undefined;
      const known = cameras.some((c) => c.id === camera.id);
      return known ? cameras.map((c) => (c.id === camera.id ? camera : c)) : [...cameras, camera];
    }),
  );
}

export function dropCamera(client: QueryClient, id: number): void {
  patchQuery(client, camerasKey, () =>
    client.setQueryData<Camera[]>(camerasKey, (cameras) => cameras?.filter((c) => c.id !== id)),
  );
}
