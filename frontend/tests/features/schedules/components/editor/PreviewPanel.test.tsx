import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PreviewPanel } from '@/features/schedules/components/editor/PreviewPanel';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import type { PreviewInterval, SkippedSlot } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { renderPage } from '@tests/support/render';

const always = (from: string, until: string): PreviewInterval => ({
  from,
  until,
  mode: 'detect',
  name: '',
  why: 'otherwise',
});

/** Rulers as their hours with what they stand at, days by their names, in the order in which they are drawn. */
function drawn(interval: PreviewInterval, skipped: SkippedSlot[] = []) {
  answerWith({});
  const preview = {
    data: { time_zone: 'Europe/Berlin', intervals: [interval], skipped },
    isPlaceholderData: false,
    isError: false,
    error: null,
  };
  const { container } = renderPage(<PreviewPanel editor={{ preview, isValid: true } as unknown as Editor} />);
  const rows = container.querySelectorAll('[data-dated] > *');
  return [...rows].map(
    (row) =>
      row.getAttribute('aria-label') ??
      [...row.querySelectorAll('span')]
        .map((hour) => `${hour.textContent}@${Number.parseFloat(hour.style.left).toFixed(1)}`)
        .join(' '),
  );
}

it('each hour stands where it is, on days on which clocks change too', () => {
  expect(drawn(always('2026-10-23T22:00:00Z', '2026-10-26T23:00:00Z'))).toEqual([
    '00@0.0 06@25.0 12@50.0 18@75.0 24@100.0',
    'Sat, Oct 24: 00:00–24:00 Detection',
    '00@0.0 06@28.0 12@52.0 18@76.0 24@100.0',
    'Sun, Oct 25, Clocks change: 00:00–24:00 Detection',
    '00@0.0 06@25.0 12@50.0 18@75.0 24@100.0',
    'Mon, Oct 26: 00:00–24:00 Detection',
  ]);
});

it('a short day has its own ruler', () => {
  expect(drawn(always('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'))).toEqual([
    '00@0.0 06@21.7 12@47.8 18@73.9 24@100.0',
    'Sun, Mar 29, Clocks change: 00:00–24:00 Detection',
  ]);
});

it('ordinary days share one ruler', () => {
  expect(drawn(always('2026-11-20T23:00:00Z', '2026-11-23T23:00:00Z'))).toHaveLength(4);
  expect(screen.queryByText('Clocks change')).toBeNull();
});

it('a slot that the clocks jump over is told with its date', () => {
  const check: SkippedSlot = {
    date: '2027-03-28',
    start: '02:00',
    end: '03:00',
    mode: 'detect',
    name: 'Check',
    at: '2027-03-28T01:00:00Z',
  };
  drawn(always('2026-11-20T23:00:00Z', '2026-11-21T23:00:00Z'), [check, { ...check, start: '02:30', name: '' }]);
  const notes = screen.getAllByRole('note').map((note) => note.textContent);
  expect(notes).toEqual([
    'On March 28, 2027 the clocks go forward over Check 02:00–03:00: it does not take place.',
    'On March 28, 2027 the clocks go forward over 02:30–03:00: it does not take place.',
  ]);
});
