import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { HealthCard } from '@/features/health/components/HealthCard';
import type { HealthProblem } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { renderPage } from '@tests/support/render';

const ill: HealthProblem = {
  code: 'cameras_ill',
  message: '2 of 8 cameras are not connected.',
  grave: false,
  values: { count: 2, cameras: 8 },
};
const disk: HealthProblem = {
  code: 'disk_low',
  message: 'Low.',
  grave: false,
  values: { holds: 'evidence data', free_bytes: 1_500_000_000, wanted_bytes: 2_000_000_000 },
};
const draw = (language: string, problems: HealthProblem[], status = 200) => {
  localStorage.setItem('mandor.locale', language);
  answerWith({ 'GET /health': { status, body: { status: 'degraded', reasons: [], problems, version: '0.1.0' } } });
  renderPage(<HealthCard />);
};
const problemTexts = async () => (await screen.findAllByRole('listitem')).map((item) => item.textContent);

afterEach(() => localStorage.clear());

it('says in English what the server says', async () => {
  draw('en', [ill]);
  expect(await problemTexts()).toEqual(['2 of 8 cameras are not connected.']);
});

it('says in Indonesian what is wrong, with its values, also when nothing works', async () => {
  draw('id', [ill, disk], 503);
  expect(await problemTexts()).toEqual([
    '2 dari 8 kamera tidak tersambung.',
    'Disk untuk bukti dan basis data hampir penuh: tersisa 1,5 GB, diperlukan 2 GB.',
  ]);
});

it("falls back to the server's sentence for a code that it does not know, and for values that are missing", async () => {
  draw('id', [
    { ...ill, code: 'new' as HealthProblem['code'], message: 'Something new.' },
    { ...ill, values: {} },
  ]);
  expect(await problemTexts()).toEqual(['Something new.', '2 of 8 cameras are not connected.']);
});

it('does not go on saying that all is well when the backend hangs', async () => {
  vi.useFakeTimers();
  const timeouts = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const over = new AbortController();
    setTimeout(() => over.abort(new DOMException('late', 'TimeoutError')), ms);
    return over.signal;
  });
  const hangs = (_: string, { signal }: RequestInit) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  answerWith({ 'GET /health': { body: { status: 'healthy', problems: [], version: '0.1.0' } } });
  renderPage(<HealthCard />);
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(screen.getByText('All is well').closest('[data-tone]')?.getAttribute('data-tone')).toBe('good');
  vi.stubGlobal('fetch', hangs);
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(timeouts).toHaveBeenCalled();
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(screen.getByText(/Last reported/)).toBeTruthy();
  expect(screen.getByText('All is well').closest('[data-tone]')?.getAttribute('data-tone')).toBe('unknown');
  vi.useRealTimers();
});
