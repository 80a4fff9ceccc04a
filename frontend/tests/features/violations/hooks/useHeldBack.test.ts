import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useHeldBack } from '@/features/violations/hooks/useHeldBack';
import { aViolation } from '@tests/support/builders';

const at = (minute: number) =>
  aViolation({ id: `v${minute}`, opened_at: `2026-11-21T02:${String(minute).padStart(2, '0')}:00Z` });

const open = (items = [at(1)], atTop = true) =>
  renderHook(({ items, atTop, scope }) => useHeldBack(items, atTop, scope), {
    initialProps: { items, atTop, scope: '' },
  });

it('shows what arrives at once to somebody at the top', () => {
  const { result, rerender } = open();
  rerender({ items: [at(2), at(1)], atTop: true, scope: '' });
  expect([result.current.shown.length, result.current.waiting]).toEqual([2, 0]);
});

it('holds back what arrives while somebody reads further down, until they ask', () => {
  const { result, rerender } = open();
  rerender({ items: [at(1)], atTop: false, scope: '' });
  rerender({ items: [at(3), at(2), at(1)], atTop: false, scope: '' });
  expect([result.current.shown.map((v) => v.id), result.current.waiting]).toEqual([['v1'], 2]);
  act(() => result.current.release());
  expect([result.current.shown.length, result.current.waiting]).toEqual([3, 0]);
});

it('lets them in when the person scrolls to the top', () => {
  const { result, rerender } = open();
  rerender({ items: [at(2), at(1)], atTop: false, scope: '' });
  rerender({ items: [at(2), at(1)], atTop: true, scope: '' });
  expect(result.current.waiting).toBe(0);
});

it('holds nothing back in another list', () => {
  const { result, rerender } = open();
  rerender({ items: [at(5), at(4)], atTop: false, scope: 'item=vest' });
  expect([result.current.shown.length, result.current.waiting]).toEqual([2, 0]);
});

it('shows older pages at once', () => {
  const { result, rerender } = open([at(9)], false);
  rerender({ items: [at(9), at(3), at(2)], atTop: false, scope: '' });
  expect([result.current.shown.length, result.current.waiting]).toEqual([3, 0]);
});
