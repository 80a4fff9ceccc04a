import { boxInRect, contain, labelPlace, type Rect } from '@/lib/geometry';
import type { Item } from '@/types/api';
import type { LivePerson, Verdict } from '@/types/live';
import type { ShownPeople } from './HeldPeople';
import { remarks, worstVerdict } from './verdict';

const COLOURS: Record<Verdict, string> = { worn: '#46c98b', missing: '#ff5c5c', cannot_tell: '#b6bfcc' };
const LABEL_HEIGHT = 18;
/** Labels keep clear of the tile's badges along its top and bottom edges. */
const EDGE = 34;
const FONT = "600 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export type VerdictText = (item: Item, verdict: Verdict) => string;

/** Draw the picture with its boxes. Sizes are CSS pixels; the canvas is scaled to the screen's. */
export function drawFrame(
  canvas: HTMLCanvasElement,
  picture: ImageBitmap,
  { people, opacity }: ShownPeople,
  text: VerdictText,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0 || height === 0) return;
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;

  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const place = contain(picture.width, picture.height, width, height);
  context.drawImage(picture, place.x, place.y, place.width, place.height);
  context.globalAlpha = opacity;
  for (const person of people) drawPerson(context, person, place, text);
  context.globalAlpha = 1;
}

function drawPerson(context: CanvasRenderingContext2D, person: LivePerson, place: Rect, text: VerdictText): void {
  const verdict = worstVerdict(person.items) ?? 'cannot_tell';
  const box = boxInRect(person.box, place);
  context.strokeStyle = COLOURS[verdict];
  context.lineWidth = verdict === 'missing' ? 2 : 1.25;
  context.setLineDash(verdict === 'cannot_tell' ? [4, 3] : []);
  context.strokeRect(box.x, box.y, box.width, box.height);
  context.setLineDash([]);

  const label =
    verdict === 'worn'
      ? '✓'
      : remarks(person.items)
          .map(({ item, verdict: v }) => text(item, v))
          .join(' · ');
  if (label === '') return;
  context.font = FONT;
  const width = context.measureText(label).width + 10;
  const clear = {
    ...place,
    y: Math.max(place.y, EDGE),
    height: Math.min(place.height, context.canvas.clientHeight - 2 * EDGE),
  };
  const at = labelPlace(box, width, LABEL_HEIGHT, clear);
  context.fillStyle = verdict === 'missing' ? '#b3261e' : 'rgb(8 10 13 / 80%)';
  context.fillRect(at.x, at.y, width, LABEL_HEIGHT);
  context.fillStyle = verdict === 'missing' ? '#ffffff' : COLOURS[verdict];
  context.textBaseline = 'middle';
  context.fillText(label, at.x + 5, at.y + LABEL_HEIGHT / 2 + 0.5);
}
