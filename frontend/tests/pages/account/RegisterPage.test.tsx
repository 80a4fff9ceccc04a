import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RegisterPage } from '@/pages/account/RegisterPage';
import { LoginPage } from '@/pages/LoginPage';
import { answerWith } from '@tests/support/answers';
import { renderPage, renderRoute } from '@tests/support/render';

const fill = (field: HTMLElement, value: string) => void fireEvent.change(field, { target: { value } });
beforeEach(() => void vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Jakarta']));
afterEach(() => vi.restoreAllMocks());

const mode = (registration: string) => ({ 'GET /api/companies/registration': { body: { registration } } });

it.each([
  ['closed', 'Companies cannot register here'],
  ['invitation', 'A company registers here with a link'],
])('explains where registration is %s', async (registration, text) => {
  answerWith(mode(registration));
  renderPage(<RegisterPage />);
  expect(await screen.findByText(text)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Register' })).toBeNull();
});

it('asks for everything, and says at the field what the server refuses', async () => {
  const asked = answerWith({
    ...mode('open'),
    'POST /api/companies/register': { status: 409, body: { code: 'email_in_use' } },
  });
  renderRoute('/register', '/register', <RegisterPage />);
  await userEvent.click(await screen.findByRole('button', { name: 'Register' }));
  for (const text of ["Enter the company's name.", 'Enter a name for the site.', 'Choose a password.'])
    expect(screen.getByText(text)).toBeTruthy();
  fill(screen.getByLabelText('Company'), 'Works');
  fill(screen.getByLabelText('First site'), 'Hall 1');
  fill(screen.getByLabelText('Your name'), 'Wati');
  fill(screen.getByLabelText('E-mail'), 'wati@works.example');
  fill(screen.getByLabelText('New password'), 'forklift teapot marble');
  await userEvent.click(screen.getByRole('button', { name: 'Register' }));
  expect(await screen.findByText('This e-mail address cannot be used')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Company').value).toBe('Works');
  expect(asked.at(-1)?.body).toMatchObject({ company: 'Works', token: '' });
});

it.each([
  ['open', true],
  ['invitation', false],
  ['closed', false],
])('the log-in page offers registration where it is %s: %s', async (registration, offers) => {
  const asked = answerWith(mode(registration));
  renderPage(<LoginPage />);
  if (offers) expect(await screen.findByRole('link', { name: 'New here? Register your company' })).toBeTruthy();
  else {
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(1);
    expect(screen.queryByRole('link')).toBeNull();
  }
});
