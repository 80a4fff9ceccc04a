import { useEffect, useRef, useState, type RefObject } from 'react';
import { liveStatusOf, type LiveStatus } from '@/entities/camera/liveStatus';
import { useLive } from '@/entities/live/LiveContext';
import type { Camera } from '@/types/api';

const LOOK_EVERY_MS = 500;

/** What the tile may claim now, by the browser's own clock. Renders only when the claim changes. */
export function useLiveStatus(camera: Camera, drawnAt: RefObject<number | null>): LiveStatus {
  const { status } = useLive();
  const since = useRef(0);
  const [sight, setSight] = useState<LiveStatus>(() => ({
    kind: camera.state === 'live' ? 'waiting' : camera.state,
    ageSeconds: null,
  }));
  const connected = status !== 'lost';

  // A camera that has just become live, or a connection that has just come back, gets its three seconds anew.
  useEffect(() => {
    since.current = Date.now();
  }, [camera.state, connected]);

  useEffect(() => {
    const look = () => {
      const next = liveStatusOf(camera, { drawnAt: drawnAt.current, since: since.current, now: Date.now(), connected });
      setSight((now) => (now.kind === next.kind && now.ageSeconds === next.ageSeconds ? now : next));
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [camera, connected, drawnAt]);

  return sight;
}
