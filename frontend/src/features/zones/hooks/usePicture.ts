import { useEffect, useState } from 'react';
import { useSnapshot } from '@/features/zones/api/getSnapshot';
import type { Camera } from '@/types/api';

/** Of a camera that never sent a picture. */
const USUAL_ASPECT = 16 / 9;

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
  const { data: blob, isError, isFetching } = useSnapshot(camera.id, isLive);
  const [shown, setShown] = useState<{ url: string; width: number; height: number } | null>(null);

  useEffect(() => {
    if (blob === undefined) return;
    const url = URL.createObjectURL(blob);
    const image = new Image();
    image.onload = () => setShown({ url, width: image.naturalWidth, height: image.naturalHeight });
    image.src = url;
    return () => {
      image.onload = null;
      // The next picture replaces this one only after it has loaded.
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    };
  }, [blob]);

  const width = shown?.width ?? camera.width;
  const height = shown?.height ?? camera.height;
  return {
    url: shown?.url ?? null,
    width: width ?? null,
    height: height ?? null,
    aspect: width && height ? width / height : USUAL_ASPECT,
    isCurrent: isLive && !isError,
    isPending: shown === null && isLive && (isFetching || blob !== undefined),
  };
}
