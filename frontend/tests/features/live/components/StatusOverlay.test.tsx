import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FirstCamera } from '@/entities/camera/FirstCamera';
import { StatusOverlay } from '@/features/live/components/StatusOverlay';
import { TileBadges } from '@/features/live/components/TileBadges';
import { ViolationCard } from '@/features/violations/components/ViolationCard';
import type { Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aCamera, aViolation } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const me = (role: Role) => ({ body: { user: aUser(role), sites: [{ time_zone: 'Asia/Jakarta' }] } });

it('a card says the item in words, where, and that it is still open', () => {
  answerWith({ 'GET /api/auth/me': me('officer') });
  renderPage(<ViolationCard violation={aViolation()} to="/violations/v1" />);
  expect(screen.getByRole('link', { name: /Helmet missing, Gate/ })).toBeTruthy();
  expect(screen.getByText('Ongoing')).toBeTruthy();
});

it.each([
  ['admin', 'Add your first camera'],
  ['viewer', 'An administrator can add cameras.'],
] as const)('without cameras, a %s reads "%s"', async (role, text) => {
  answerWith({ 'GET /api/auth/me': me(role) });
  renderPage(<FirstCamera />);
  expect(await screen.findByText(text)).toBeTruthy();
});

it('a camera that cannot be watched says why and what helps', () => {
  const reason = { code: 'unreachable', message: 'Nothing answers at this address.', hint: 'Check its power.' };
  renderPage(
    <StatusOverlay camera={aCamera({ state: 'failed', reason })} status={{ kind: 'failed', ageSeconds: null }} />,
  );
  expect(screen.getByText(reason.message)).toBeTruthy();
  expect(screen.getByText(reason.hint)).toBeTruthy();
});

it('a blind camera says why and what helps', () => {
  const reason = { code: 'frozen', message: 'The same picture again and again.', hint: 'Restart the camera.' };
  renderPage(
    <StatusOverlay camera={aCamera({ state: 'blind', reason })} status={{ kind: 'blind', ageSeconds: null }} />,
  );
  for (const text of ['Blind', reason.message, reason.hint]) expect(screen.getByText(text)).toBeTruthy();
});

it.each([
  ['moved', 'View has moved'],
  ['inference_away', 'PPE not checked'],
])('a live tile says that it is doubtful: %s', (code, word) => {
  const camera = aCamera({ reason: { code, message: 'Why.', hint: '' } });
  renderPage(<TileBadges camera={camera} status={{ kind: 'live', ageSeconds: null }} named />);
  expect(screen.getByText(word)).toBeTruthy();
});

it('a stale picture says how old it is', () => {
  renderPage(<StatusOverlay camera={aCamera()} status={{ kind: 'stale', ageSeconds: 12 }} />);
  expect(screen.getByText('Last picture 12 s ago')).toBeTruthy();
});
