import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EvidencePicture } from '@/features/violations/components/EvidencePicture';
import { Gallery } from '@/features/violations/components/Gallery';
import * as live from '@/app/LiveProvider';
import { ApiProblem } from '@/lib/api/problem';
import { answerWith } from '@tests/support/answers';
import { aViolation } from '@tests/support/builders';
import { renderPage } from '@tests/support/render';

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const picture = () => document.querySelector('img');

beforeEach(() => {
  vi.useFakeTimers();
  answerWith({ 'GET /api/auth/me': { body: { user: { role: 'officer' }, sites: [{ time_zone: 'Asia/Jakarta' }] } } });
});
afterEach(() => vi.useRealTimers());

it('says why older violations did not come, and asks again only when somebody says so', () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly told: (entries: { isIntersecting: boolean }[]) => void) {}
      observe() {
        this.told([{ isIntersecting: true }]);
      }
      disconnect() {
        return;
      }
    },
  );
  const more = vi.fn();
  const error = new ApiProblem({ code: 'database_unavailable', status: 503 });
  const nothing = () => undefined;
  renderPage(
    <Gallery
      violations={[aViolation()]}
      waiting={0}
      chosenId={null}
      hasMore
      loadingMore={false}
      moreError={error}
      linkTo={(id) => id}
      onRelease={nothing}
      onMore={more}
    />,
  );
  expect(screen.getByText('The database does not answer')).toBeTruthy();
  expect(more).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(more).toHaveBeenCalledTimes(1);
});

it('tries a picture again that did not load, and shows it when it does', async () => {
  renderPage(<EvidencePicture src="/crop.jpg" alt="close up" removedAt={null} />);
  await pass(1);
  fireEvent.error(picture() ?? document.body);
  expect(screen.getByRole('img', { name: /cannot be loaded now/ })).toBeTruthy();
  expect(picture()).toBeNull();
  await pass(5_000);
  fireEvent.error(picture() ?? document.body);
  await pass(5_000);
  expect(picture()).toBeNull();
  await pass(5_000);
  fireEvent.load(picture() ?? document.body);
  expect(screen.queryByRole('img', { name: /cannot be loaded/ })).toBeNull();
  expect(picture()?.style.display).toBe('');
});

it('tries it at once when the connection is back', async () => {
  const connection = vi.spyOn(live, 'useLive').mockReturnValue({ status: 'lost', connection: null });
  const page = <EvidencePicture src="/crop.jpg" alt="close up" removedAt={null} />;
  const { client } = renderPage(page);
  await pass(1);
  fireEvent.error(picture() ?? document.body);
  expect(picture()).toBeNull();
  connection.mockReturnValue({ status: 'connected', connection: null });
  await act(async () => {
    client.setQueryData(['me'], { user: {}, sites: [{ time_zone: 'Asia/Makassar' }] });
    await vi.advanceTimersByTimeAsync(1);
  });
  expect(picture()).toBeTruthy();
});
