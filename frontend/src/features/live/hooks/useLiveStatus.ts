import { useEffect, useRef, useState, type RefObject } from 'react';
import { liveStatusOf, type LiveStatus } from '@/entities/camera/liveStatus';
import { useLive } from '@/entities/live/LiveContext';
import type { Camera } from '@/types/api';

const UPDATE_MS = 250;

/** The live status of a camera by the browser's clock. Renders only when it changes. */
export function useLiveStatus(camera: Camera, drawnAt: RefObject<number | null>): LiveStatus {
  const { status } = useLive();
  const since = useRef(0);
  const [liveStatus, setLiveStatus] = useState<LiveStatus>(() => ({
    kind: camera.state === 'live' ? 'waiting' : camera.state,
    ageSeconds: null,
  }));
  const connected = status !== 'lost';

  // A camera that has just become live, and a connection that was restored, get the full grace period.
  useEffect(() => {
    since.current = Date.now();
  }, [camera.state, connected]);

  useEffect(() => {
    const update = () => {
      const next = liveStatusOf(camera, { drawnAt: drawnAt.current, since: since.current, now: Date.now(), connected });
      setLiveStatus((now) => (now.kind === next.kind && now.ageSeconds === next.ageSeconds ? now : next));
    };
    update();
    const timer = setInterval(update, UPDATE_MS);
    return () => clearInterval(timer);
  }, [camera, connected, drawnAt]);

  return liveStatus;
}
