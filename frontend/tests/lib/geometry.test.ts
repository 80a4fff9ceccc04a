import { describe, expect, it } from 'vitest';
import { boxInRect, contain, labelPlace, wallGrid } from '@/lib/geometry';

describe('contain', () => {
  it.each([
    // picture, frame, where it lies
    [[960, 540], [480, 270], { x: 0, y: 0, width: 480, height: 270 }],
    [[400, 400], [800, 400], { x: 200, y: 0, width: 400, height: 400 }],
    [[800, 200], [400, 400], { x: 0, y: 150, width: 400, height: 100 }],
    [[0, 0], [400, 400], { x: 0, y: 0, width: 0, height: 0 }],
  ])('puts a picture of %o into %o', ([w, h], [fw, fh], place) => {
    expect(contain(w ?? 0, h ?? 0, fw ?? 0, fh ?? 0)).toEqual(place);
  });
});

describe('boxInRect', () => {
  const rect = { x: 100, y: 50, width: 200, height: 100 };
  it('lies where the picture lies', () => {
    expect(boxInRect([0.25, 0.5, 0.75, 1], rect)).toEqual({ x: 150, y: 100, width: 100, height: 50 });
  });
  it('is cut off at the edge of the picture', () => {
    expect(boxInRect([-0.5, -0.5, 0.5, 1.5], rect)).toEqual({ x: 100, y: 50, width: 100, height: 100 });
  });
  it('has no negative size', () => {
    expect(boxInRect([0.8, 0.8, 0.2, 0.2], rect)).toMatchObject({ width: 0, height: 0 });
  });
});

describe('labelPlace', () => {
  const picture = { x: 0, y: 0, width: 300, height: 200 };
  it('is above the box', () => {
    expect(labelPlace({ x: 50, y: 100, width: 40, height: 80 }, 90, 18, picture)).toEqual({ x: 50, y: 82 });
  });
  it('is inside the box when there is no room above', () => {
    expect(labelPlace({ x: 50, y: 5, width: 40, height: 80 }, 90, 18, picture)).toEqual({ x: 50, y: 5 });
  });
  it('stays in the picture on the right', () => {
    expect(labelPlace({ x: 280, y: 100, width: 20, height: 80 }, 90, 18, picture).x).toBe(210);
  });
});

describe('wallGrid', () => {
  it.each([
    // cameras, width, height, columns
    [1, 1000, 600, 1],
    [2, 1000, 600, 2],
    [4, 1000, 600, 2],
    [8, 990, 790, 3],
    [6, 366, 700, 1],
    [64, 1400, 800, 5],
  ])('shows %i cameras in %i × %i in %i columns', (count, width, height, columns) => {
    expect(wallGrid(count, width, height, 8).columns).toBe(columns);
  });
  it.each([1, 3, 7, 16, 64])('never makes a row of %i wider than the room', (count) => {
    const { columns, tileWidth } = wallGrid(count, 800, 500, 8);
    expect(columns * tileWidth + (columns - 1) * 8).toBeLessThanOrEqual(800);
  });
});
