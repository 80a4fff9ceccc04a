import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { SecondPersonHint } from '@/features/users/components/SecondPersonHint';
import { answerWith } from '@tests/support/answers';
import type { Role } from '@/types/api';
import { aLink, aMember, ann, asking } from '@tests/support/members';
import { renderPage } from '@tests/support/render';

const show = (users: unknown[], { links = [], role = 'admin' }: { links?: unknown[]; role?: Role } = {}) => {
  const asked = answerWith({
    ...asking({ role }),
    'GET /api/users': { body: { items: users } },
    'GET /api/invitations': { body: { items: links } },
  });
  return { asked, ...renderPage(<SecondPersonHint />) };
};
const SENTENCE = /You are the only one who can log in/;

it('leads an administrator who is alone to the invitation, until it is dismissed', async () => {
  const first = show([ann]);
  expect(await screen.findByText(SENTENCE)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Invite' }).getAttribute('href')).toBe('/administration/users/invite');
  await userEvent.click(screen.getByRole('button', { name: 'Do not show this again' }));
  expect(screen.queryByText(SENTENCE)).toBeNull();
  first.unmount();

  const { asked } = show([ann]);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByText(SENTENCE)).toBeNull();
  expect(asked.map(({ url }) => url)).not.toContain('/api/users');
});

it.each<[string, unknown[], { links?: unknown[]; role?: Role }]>([
  ['there are two', [ann, aMember()], {}],
  ['somebody is invited', [ann], { links: [aLink()] }],
  ['the role may not invite', [ann], { role: 'viewer' }],
])('says nothing when %s', async (_, users, more) => {
  const { asked } = show(users, more);
  await waitFor(() => expect(asked.length).toBeGreaterThan(more.role === undefined ? 1 : 0));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByText(SENTENCE)).toBeNull();
});

it('is over for good once there were two', async () => {
  const first = show([ann, aMember()]);
  await waitFor(() => expect(localStorage.getItem('mandor.second_person.1')).toBe('true'));
  first.unmount();
  const { asked } = show([ann]);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByText(SENTENCE)).toBeNull();
});
