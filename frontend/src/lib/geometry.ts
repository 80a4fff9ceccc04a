import type { Box } from '@/types/api';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The rectangle of a picture fitted into a frame: whole, centred, undistorted. */
export function contain(pictureWidth: number, pictureHeight: number, width: number, height: number): Rect {
  if (pictureWidth <= 0 || pictureHeight <= 0) return { x: 0, y: 0, width: 0, height: 0 };
  const scale = Math.min(width / pictureWidth, height / pictureHeight);
  const [w, h] = [pictureWidth * scale, pictureHeight * scale];
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

/** A box of fractions as a rectangle of the picture at `rect`; what lies outside the picture is cut off. */
export function boxInRect([x1, y1, x2, y2]: Box, rect: Rect): Rect {
  const [left, right] = [clamp(x1, 0, 1), clamp(x2, 0, 1)];
  const [top, bottom] = [clamp(y1, 0, 1), clamp(y2, 0, 1)];
  return {
    x: rect.x + left * rect.width,
    y: rect.y + top * rect.height,
    width: Math.max(0, right - left) * rect.width,
    height: Math.max(0, bottom - top) * rect.height,
  };
}

/** Position of a label: above its box, or below the box's top edge if there is no room; inside the picture. */
export function labelPlace(box: Rect, width: number, height: number, picture: Rect): { x: number; y: number } {
  const above = box.y - height;
  return {
    x: clamp(box.x, picture.x, picture.x + picture.width - width),
    y: clamp(above < picture.y ? box.y : above, picture.y, picture.y + picture.height - height),
  };
}

export interface WallGrid {
  columns: number;
  tileWidth: number;
}

/** Tiles may be this much smaller than the largest possible, if that fills the width better. */
const WIDER_IS_WORTH = 0.9;

/** The number of columns that makes `count` tiles of `aspect` about as large as possible. */
export function wallGrid(
  count: number,
  width: number,
  height: number,
  gap: number,
  aspect = 16 / 9,
  least = 240,
): WallGrid {
  let best: WallGrid = { columns: 1, tileWidth: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const byWidth = (width - gap * (columns - 1)) / columns;
    const byHeight = ((height - gap * (rows - 1)) / rows) * aspect;
    const tileWidth = Math.floor(Math.min(byWidth, byHeight));
    if (tileWidth > 0 && tileWidth >= best.tileWidth * (columns > best.columns ? WIDER_IS_WORTH : 1))
      best = { columns, tileWidth };
  }
  if (best.tileWidth >= Math.min(least, width)) return best;
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return { columns, tileWidth: Math.floor((width - gap * (columns - 1)) / columns) };
}
