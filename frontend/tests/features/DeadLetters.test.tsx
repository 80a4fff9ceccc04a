import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { DeadLetters } from '@/features/system/DeadLetters';
import type { DeadLetter } from '@/types/api';
import { answerWith } from '../answers';
import { renderPage } from '../render';

const PATH = '/api/system/dead-letters';
const END: DeadLetter = {
  id: 2,
  put_aside_at: '2026-11-21T02:20:00.000Z',
  code: 'never_opened',
  reason: 'The violation x was never opened.',
  kind: 'violation.closed',
  camera_id: 7,
  camera_name: 'Gate',
  decided_at: '2026-11-21T02:19:00.000Z',
};
const UNREADABLE: DeadLetter = { ...END, id: 1, code: 'unreadable', reason: '', kind: null, camera_id: null, camera_name: null, decided_at: null };
const as = (role: string) => ({ 'GET /api/auth/me': { body: { user: { role }, sites: [{ time_zone: 'Asia/Jakarta' }] } } });
const list = (...items: DeadLetter[]) => ({ [`GET ${PATH}`]: { body: { items, next_cursor: null } } });
const region = () => screen.findByRole('region', { name: 'Put aside' });

it('says that nothing was put aside', async () => {
  answerWith({ ...as('admin'), ...list() });
  renderPage(<DeadLetters />);
  expect(await screen.findByText('Nothing was put aside.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try all again' })).toBeNull();
});

it('is for administrators', async () => {
  const asked = answerWith({ ...as('officer'), ...list(END) });
  renderPage(<DeadLetters />);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(screen.queryByRole('region')).toBeNull();
  expect(asked.some(({ url }) => url.startsWith(PATH))).toBe(false);
});

it('says what, where and why in words', async () => {
  answerWith({ ...as('admin'), ...list(END, UNREADABLE) });
  renderPage(<DeadLetters />);
  const [end, unreadable] = await within(await region()).findAllByRole('listitem');
  expect(end?.textContent).toContain('The end of a violation · Gate');
  expect(end?.textContent).toContain('was never stored');
  expect(unreadable?.textContent).toContain('Something unknown');
  expect(unreadable?.textContent).toContain('It cannot be read.');
});

it('tries one again, and says why that failed', async () => {
  const asked = answerWith({
    ...as('admin'),
    ...list(END),
    [`POST ${PATH}/2/retry`]: { status: 409, body: { code: 'still_refused', detail: 'It was never opened.', hint: 'It stays.', status: 409 } },
  });
  renderPage(<DeadLetters />);
  fireEvent.click(await screen.findByRole('button', { name: 'Try again: The end of a violation' }));
  expect((await screen.findByRole('alert')).textContent).toContain('It cannot be stored this time either');
  expect(asked.some(({ method, url }) => method === 'POST' && url === `${PATH}/2/retry`)).toBe(true);
});

it('tries all again and says what came of it', async () => {
  let left = [END, UNREADABLE];
  answerWith({
    ...as('admin'),
    [`GET ${PATH}`]: () => ({ body: { items: left, next_cursor: null } }),
    [`POST ${PATH}/retry-all`]: () => {
      left = [UNREADABLE];
      return { body: { stored: 1, refused: 0, left: 1 } };
    },
  });
  renderPage(<DeadLetters />);
  fireEvent.click(await screen.findByRole('button', { name: 'Try all again' }));
  expect((await screen.findByRole('status')).textContent).toBe('1 stored, 0 refused again, 1 left.');
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
});

it('deletes only after asking', async () => {
  const asked = answerWith({ ...as('admin'), ...list(END), [`DELETE ${PATH}/2`]: { status: 204, body: null } });
  renderPage(<DeadLetters />);
  fireEvent.click(await screen.findByRole('button', { name: 'Delete: The end of a violation' }));
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  fireEvent.click(await screen.findByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(asked.some(({ method, url }) => method === 'DELETE' && url === `${PATH}/2`)).toBe(true));
});

it('shows an error as one, never as nothing put aside', async () => {
  answerWith({ ...as('admin'), [`GET ${PATH}`]: { status: 503, body: { code: 'database_unavailable', status: 503 } } });
  renderPage(<DeadLetters />);
  expect((await screen.findByRole('alert')).textContent).toContain('The database does not answer');
  expect(screen.queryByText('Nothing was put aside.')).toBeNull();
});
