/** A point in fractions of the picture's width and height, 0 to 1, from its top left corner. */
export type Corner = readonly [number, number];

/** Where a polygon's name is drawn: its centre of area, or the mean of its corners when it has none. */
export function centreOf(corners: readonly Corner[]): Corner {
  let [twice, x, y] = [0, 0, 0];
  corners.forEach(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length] ?? [x1, y1];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  if (Math.abs(twice) > 1e-9) return [x / (3 * twice), y / (3 * twice)];
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / Math.max(1, corners.length);
  return [mean(0), mean(1)];
}
