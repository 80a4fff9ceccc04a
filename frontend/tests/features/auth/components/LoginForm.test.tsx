import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { LoginForm } from '@/features/auth/components/LoginForm';
import { answerWith } from '@tests/support/answers';
import { renderPage } from '@tests/support/render';

async function logIn(answers: Parameters<typeof answerWith>[0]) {
  const asked = answerWith(answers);
  const onDone = vi.fn();
  renderPage(<LoginForm ended={false} onDone={onDone} />);
  await userEvent.type(screen.getByLabelText('E-mail'), ' a@b.c ');
  await userEvent.type(screen.getByLabelText('Password'), 'secret');
  await userEvent.click(screen.getByRole('button', { name: 'Log in' }));
  return { asked, onDone };
}

it('keeps the token and goes on', async () => {
  const { asked, onDone } = await logIn({ 'POST /api/auth/login': { body: { access_token: 'token' } } });
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect([asked[0]?.body, localStorage.getItem('mandor.token')]).toEqual([
    { email: 'a@b.c', password: 'secret' },
    'token',
  ]);
});

it.each([
  ['a wrong password', { status: 401, body: { code: 'login_failed' } }, 'Wrong e-mail or password'],
  [
    'too many tries, with the time to wait',
    { status: 429, body: { code: 'too_many_requests' }, headers: { 'Retry-After': '42' } },
    /Try again in 4[12] seconds/,
  ],
  ['a backend that is away, with what to do', { status: 502, body: { code: 'backend_unavailable' } }, /run “make run”/],
])('says %s and keeps what was typed', async (_, answer, text) => {
  await logIn({ 'POST /api/auth/login': answer });
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(text));
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toContain('a@b.c');
});

it('asks for what is missing before it asks the server', async () => {
  const asked = answerWith({});
  renderPage(<LoginForm ended onDone={vi.fn()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Log in' }));
  expect(screen.getByText('Enter your password.')).toBeTruthy();
  expect(screen.getByText(/Your session ended/)).toBeTruthy();
  expect(asked).toEqual([]);
});
