import { useEffect, useRef, type RefObject } from 'react';
import { useLive } from '@/entities/live/LiveContext';
import { drawFrame, type VerdictText } from '@/features/live/lib/drawFrame';
import { HeldPeople, type ShownPeople } from '@/features/live/lib/HeldPeople';
import { useLocale } from '@/lib/i18n/useLocale';

interface Shown {
  picture: ImageBitmap;
  people: ShownPeople;
}

/**
 * Draws a camera's frames on the canvas; `drawnAt` is when the last one was drawn (ms), null before the first.
 * A hidden tab draws nothing, but acknowledges the frame.
 */
export function useFrames(
  cameraId: number,
  canvas: RefObject<HTMLCanvasElement | null>,
  drawnAt: RefObject<number | null>,
): void {
  const { connection } = useLive();
  const { t } = useLocale();
  const shown = useRef<Shown | null>(null);
  const text = useRef<VerdictText>(() => '');

  useEffect(() => {
    text.current = (item, verdict) => t(`verdict.${verdict}`, { item: t(`item.${item}`) });
  }, [t]);

  useEffect(() => {
    const held = new HeldPeople();
    const draw = () => {
      if (canvas.current && shown.current)
        drawFrame(canvas.current, shown.current.picture, shown.current.people, text.current);
    };
    const resized = new ResizeObserver(draw);
    if (canvas.current) resized.observe(canvas.current);

    const unwatch = connection?.watch(cameraId, async (frame) => {
      if (document.hidden) return;
      const picture = await createImageBitmap(new Blob([frame.jpeg], { type: 'image/jpeg' }));
      shown.current?.picture.close();
      shown.current = { picture, people: held.of(frame) };
      draw();
      drawnAt.current = Date.now();
    });
    return () => {
      unwatch?.();
      resized.disconnect();
      shown.current?.picture.close();
      shown.current = null;
      drawnAt.current = null;
    };
  }, [cameraId, canvas, drawnAt, connection]);
}
