import { Notifications } from '@mantine/notifications';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { LinkList } from '@/features/users/components/LinkList';
import { answerWith } from '@tests/support/answers';
import { aLink, asking } from '@tests/support/members';
import { renderPage } from '@tests/support/render';

function show(links: unknown[], more: Parameters<typeof answerWith>[0] = {}) {
  const asked = answerWith({ ...asking(), 'GET /api/invitations': { body: { items: links } }, ...more });
  renderPage(
    <>
      <LinkList />
      <Notifications />
    </>,
  );
  return asked;
}

it('says for whom, for what and until when a link works, or that it has expired', async () => {
  show([
    aLink(),
    aLink({ id: 8, name: 'Dewi', is_expired: true }),
    aLink({ id: 9, name: 'Eko', purpose: 'email', email: 'eko@new.example' }),
  ]);
  const rows = within(await screen.findByRole('list', { name: 'Open links' })).getAllByRole('listitem');
  const texts = rows.map((row) => row.textContent);
  expect(texts[0]).toMatch(/Citracitra@plant.example.*Invitation.*Works until.*Safety officer.*The whole company/);
  expect(texts[1]).toContain('Expired');
  expect(texts[2]).toMatch(/eko@new.example.*New e-mail address.*hand it over at the new address/);
});

it('shows the link of a renewed one once, for whom it is', async () => {
  show([aLink({ purpose: 'email', email: 'citra@new.example' })], {
    'POST /api/invitations/7/renew': {
      body: { invitation: aLink({ purpose: 'email', email: 'citra@new.example' }), link: '/welcome#another' },
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'New link for Citra' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Link for Citra' }));
  expect(await dialog.findByDisplayValue(/\/welcome#another$/)).toBeTruthy();
  expect(dialog.getByText(/sends no mail. Send the link to the new address citra@new.example/)).toBeTruthy();
});

it('revokes after a question, and says why when it was used meanwhile', async () => {
  const answers = [
    { status: 404, body: { code: 'not_found' } },
    { status: 204, body: null },
  ];
  const asked = show([aLink()], { 'DELETE /api/invitations/7': () => answers.shift() ?? { body: null } });
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke the link of Citra' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Revoke this link?' }));
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }));
  expect(await dialog.findByText('This does not exist')).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }));
  expect(await screen.findByText('The link of Citra is revoked')).toBeTruthy();
});

it('says when no link is open, and when they cannot be read', async () => {
  show([]);
  expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
  expect(await screen.findByText('No link is open.')).toBeTruthy();
});
