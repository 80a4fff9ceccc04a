import { useEffect, useState, type RefObject } from 'react';
import { useLive } from '@/entities/live/LiveContext';
import { canPlayVideo, VideoPlayer } from '@/features/live/lib/VideoPlayer';

/**
 * Plays a camera's own video if there is one. True while the video, not the canvas, has the newest picture.
 * `drawnAt` is set for every picture that is shown.
 */
export function useVideo(
  cameraId: number,
  video: RefObject<HTMLVideoElement | null>,
  drawnAt: RefObject<number | null>,
): boolean {
  const { connection } = useLive();
  const [plays, setPlays] = useState(false);

  useEffect(() => {
    const element = video.current;
    if (!connection || !element || !canPlayVideo()) return;
    let player: VideoPlayer | null = null;
    const shown = () => {
      drawnAt.current = Date.now();
      setPlays(true);
    };
    const stop = () => {
      player?.close();
      player = null;
      setPlays(false);
    };
    const unwatch = connection.watchVideo(cameraId, {
      video: (piece) => {
        player ??= new VideoPlayer(
          element,
          shown,
          () => connection.restartVideo(cameraId),
          () => connection.requestPictures(cameraId),
        );
        return player.take(piece);
      },
      picture: stop,
    });
    return () => {
      unwatch();
      stop();
    };
  }, [cameraId, video, drawnAt, connection]);

  return plays;
}
