import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { DemoOffer } from '@/features/cameras/components/DemoOffer';
import type { Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const demos = [aCamera({ id: 1, name: 'Day', demo: true }), aCamera({ id: 2, name: 'Night', demo: true })];
const real = aCamera({ id: 3, name: 'Gate' });
const answers = (role: Role) =>
  answerWith({
    'GET /api/auth/me': { body: { user: aUser(role), sites: [] } },
    'DELETE /api/cameras/1': { status: 204, body: null },
    'DELETE /api/cameras/2': { status: 204, body: null },
    'POST /api/cameras/1/restore': { body: demos[0] },
    'POST /api/cameras/2/restore': { body: demos[1] },
  });
const changes = (asked: { method: string; url: string }[]) =>
  asked.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`);

beforeEach(() => localStorage.clear());

it('removes the demonstration after confirmation, and takes that back', async () => {
  const asked = answers('admin');
  renderPage(
    <MantineProvider env="test">
      <DemoOffer cameras={[...demos, real]} />
      <Notifications />
    </MantineProvider>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Remove demonstration' }));
  expect(screen.getByText(/^Day, Night will be removed/)).toBeTruthy();
  expect(changes(asked)).toEqual([]);
  const dialog = await screen.findByRole('dialog');
  const confirm = [...dialog.querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'Remove demonstration',
  );
  await userEvent.click(confirm as HTMLElement);
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(changes(asked)).toEqual([
      'DELETE /api/cameras/1',
      'DELETE /api/cameras/2',
      'POST /api/cameras/1/restore',
      'POST /api/cameras/2/restore',
    ]),
  );
});

it('is silent once it was declined', async () => {
  answers('admin');
  renderPage(<DemoOffer cameras={[...demos, real]} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Keep it' }));
  expect(screen.queryByText(/demonstration/)).toBeNull();
  expect(localStorage.getItem('mandor.keep_demo')).toBe('true');
});

it.each([
  ['without a real camera', demos, 'admin'],
  ['without a demonstration', [real], 'admin'],
  ['to an officer', [...demos, real], 'officer'],
] as const)('is not made %s', async (_, cameras, role) => {
  const asked = answers(role);
  renderPage(<DemoOffer cameras={[...cameras]} />);
  await waitFor(() => expect(asked.length).toBe(1));
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByRole('button')).toBeNull();
});
