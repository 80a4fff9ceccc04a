import { useEffect, useState } from 'react';
import { useLastPicture } from '@/features/zones/api/getLastPicture';
import { useSnapshot } from '@/features/zones/api/getSnapshot';
import { below } from '@/lib/root';
import type { Camera } from '@/types/api';

/** Of a camera that never sent a picture. */
const USUAL_ASPECT = 16 / 9;
/** The next picture replaces this one only after it has loaded. */
const KEPT_MS = 10_000;

export interface Picture {
  /** Null while there is none. */
  url: string | null;
  width: number | null;
  height: number | null;
  aspect: number;
  /** Whether it is of now, and not the last one of a camera that stopped. */
  isCurrent: boolean;
  isPending: boolean;
}

/** The picture under the zones, live or the last one, with its size. */
export function usePicture(camera: Camera): Picture {
  const isLive = camera.state === 'live';
  const { data: blob, isError, isPending } = useSnapshot(camera.id, isLive);
  const [shown, setShown] = useState<{ url: string; width: number; height: number } | null>(null);
  const last = useLastPicture(camera.id, shown === null && (!isLive || isError)).data;
  const lastPath = shown === null && blob === undefined ? (last?.path ?? null) : null;

  useEffect(() => {
    if (blob === undefined && lastPath === null) return;
    const url = blob === undefined ? below(lastPath ?? '') : URL.createObjectURL(blob);
    const image = new Image();
    image.onload = () => setShown({ url, width: image.naturalWidth, height: image.naturalHeight });
    image.src = url;
    if (blob === undefined) return;
    return () => {
      image.onload = null;
      setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
    };
  }, [blob, lastPath]);

  const width = shown?.width ?? camera.width;
  const height = shown?.height ?? camera.height;
  return {
    url: shown?.url ?? null,
    width: width ?? null,
    height: height ?? null,
    aspect: width && height ? width / height : USUAL_ASPECT,
    isCurrent: isLive && blob !== undefined && !isError,
    isPending: shown === null && ((isLive && isPending) || blob !== undefined),
  };
}
