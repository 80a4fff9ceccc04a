import { QueryClient } from '@tanstack/react-query';
import { act, fireEvent, screen } from '@testing-library/react';
import { useEffect, useState, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionStatus } from '@/entities/live/LiveConnection';
import { LiveContext } from '@/entities/live/LiveContext';
import { violationsKey } from '@/entities/violation/api/listViolations';
import { EvidenceTokens } from '@/entities/violation/EvidenceTokens';
import { EvidencePicture } from '@/features/violations/components/EvidencePicture';
import { Gallery } from '@/features/violations/components/Gallery';
import { ApiProblem } from '@/lib/api/problem';
import { answerWith } from '@tests/support/answers';
import { aViolation } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const picture = () => document.querySelector('img');

beforeEach(() => {
  vi.useFakeTimers();
  answerWith({ 'GET /api/auth/me': { body: { user: aUser('officer'), sites: [{ time_zone: 'Asia/Jakarta' }] } } });
});
afterEach(() => vi.useRealTimers());

it('says why older violations did not come, and asks again only when somebody says so', () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly notify: (entries: { isIntersecting: boolean }[]) => void) {}
      observe() {
        this.notify([{ isIntersecting: true }]);
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
  let setStatus: (status: ConnectionStatus) => void = () => undefined;
  function Connection({ children }: { children: ReactNode }) {
    const [status, set] = useState<ConnectionStatus>('lost');
    useEffect(() => {
      setStatus = set;
    }, []);
    return <LiveContext value={{ status, connection: null }}>{children}</LiveContext>;
  }
  renderPage(
    <Connection>
      <EvidencePicture src="/crop.jpg" alt="close up" removedAt={null} />
    </Connection>,
  );
  await pass(1);
  fireEvent.error(picture() ?? document.body);
  expect(picture()).toBeNull();
  act(() => setStatus('connected'));
  expect(picture()).toBeTruthy();
});

it('fetches violations again for their tokens when a picture fails, once for many pictures', async () => {
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  renderPage(
    <EvidenceTokens>
      <EvidencePicture src="/1.jpg" alt="one" removedAt={null} />
      <EvidencePicture src="/2.jpg" alt="two" removedAt={null} />
    </EvidenceTokens>,
    { client },
  );
  await pass(1);
  for (const image of [...document.querySelectorAll('img')]) fireEvent.error(image);
  expect(invalidate.mock.calls.map(([filters]) => filters)).toEqual([{ queryKey: violationsKey }]);
});
