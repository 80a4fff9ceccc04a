import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StatusSummary } from '@/app/shell/StatusSummary';
import { CAMERAS_REFRESH_MS } from '@/entities/camera/api/listCameras';
import { CameraRow } from '@/features/cameras/components/CameraRow';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { renderPage } from '@tests/support/render';

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const reason = { code: 'restarts_too_often', message: 'It ended too often.', hint: '' };
const camera = aCamera({ restarts: 2, next_attempt_at: '2026-11-21T02:01:00Z', reason });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('says that nothing is known, not "live", when the database is away while the socket stays', async () => {
  let away = false;
  const list = { body: { items: [camera], next_cursor: null } };
  answerWith({ 'GET /api/cameras': () => (away ? { status: 503, body: { code: 'database_unavailable' } } : list) });
  renderPage(
    <>
      <StatusSummary />
      <CameraRow camera={camera} mayManage={false} />
    </>,
    { live: { status: 'connected', connection: null } },
  );
  await pass(100);
  expect(screen.getByText('1 live')).toBeTruthy();
  expect(screen.getByText(/Restarts within the last hour/)).toBeTruthy();
  away = true;
  await pass(CAMERAS_REFRESH_MS + 100);
  expect(screen.getByText('Camera status is not known')).toBeTruthy();
  expect(screen.getByText('Not known')).toBeTruthy();
  expect(screen.queryByText('Live')).toBeNull();
  expect(screen.queryByText(/Restarts within the last hour/)).toBeNull();
  away = false;
  await pass(CAMERAS_REFRESH_MS + 100);
  expect(screen.getByText('1 live')).toBeTruthy();
});
