import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { NextAttempt } from '@/features/cameras/components/NextAttempt';
import type { Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const refused = (seconds: number) =>
  aCamera({
    state: 'failed',
    reason: { code: 'login_refused', message: 'The camera refuses the user name or password.', hint: '' },
    next_attempt_at: later(seconds),
  });
const answers = (role: Role) =>
  answerWith({
    'GET /api/auth/me': { body: { user: aUser(role), sites: [{ id: 1, time_zone: 'Asia/Jakarta' }] } },
    'POST /api/cameras/1/retry': { body: aCamera() },
  });

it.each(['officer', 'admin'] as const)(
  'says when a refused camera is tried again, and lets an %s do it now',
  async (role) => {
    const asked = answers(role);
    renderPage(<NextAttempt camera={refused(1800)} />);
    expect(screen.getByText(/^Next attempt at /)).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: 'Try now' }));
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toContain('POST /api/cameras/1/retry');
  },
);

it('offers nothing to a viewer', async () => {
  answers('viewer');
  renderPage(<NextAttempt camera={refused(1800)} />);
  expect(await screen.findByText(/^Next attempt at /)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says nothing of an attempt that is about to come', () => {
  answers('admin');
  renderPage(<NextAttempt camera={refused(10)} />);
  expect(screen.queryByText(/Next attempt/)).toBeNull();
});
