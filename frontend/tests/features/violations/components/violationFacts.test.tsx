import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { DetailFacts } from '@/features/violations/components/DetailFacts';
import { FilterBar } from '@/features/violations/components/FilterBar';
import { ViolationCard } from '@/features/violations/components/ViolationCard';
import { NO_FILTERS } from '@/entities/violation/filters';
import { answerWith } from '@tests/support/answers';
import { aViolation } from '@tests/support/builders';
import { renderPage } from '@tests/support/render';

const AT_DOCK = aViolation({
  items: ['helmet', 'vest'],
  rule_id: '5',
  rule_version: 2,
  rule_name: 'Helmets at the dock',
  zone_id: 3,
  zone_name: 'Dock',
  severity: 'critical',
});

beforeEach(() => {
  answerWith({
    'GET /api/auth/me': { body: { user: { role: 'officer' }, sites: [{ time_zone: 'Asia/Jakarta' }] } },
    'GET /api/cameras': { body: { items: [], next_cursor: null } },
  });
});

it('names all items, the rule, its zone, the severity and the delay on a card', () => {
  renderPage(<ViolationCard violation={AT_DOCK} to="/" />);
  expect(screen.getByRole('link', { name: /^Missing: helmet and vest, Gate/ })).toBeTruthy();
  expect(screen.getByText('Helmets at the dock · Dock · after 1.4 sec')).toBeTruthy();
  expect(screen.getByText('Critical')).toBeTruthy();
});

it('names a violation of one item and of a rule without items', () => {
  renderPage(<ViolationCard violation={aViolation()} to="/" />);
  expect(screen.getByRole('link', { name: /^Helmet missing/ })).toBeTruthy();
  renderPage(<ViolationCard violation={aViolation({ item: null, items: [], rule_kind: 'restricted' })} to="/" />);
  expect(screen.getByRole('link', { name: /^Restricted area/ })).toBeTruthy();
});

it('shows the rule as it was, with a link to all of its violations', () => {
  renderPage(<DetailFacts violation={AT_DOCK} />);
  const link = screen.getByRole('link', { name: 'Helmets at the dock' });
  expect(link.getAttribute('href')).toBe('/violations?rule=5');
  expect(screen.getByText('version 2')).toBeTruthy();
  expect(screen.getByText('Dock')).toBeTruthy();
  expect(screen.getByText('Plant')).toBeTruthy();
  expect(screen.getByText('after 1.4 sec')).toBeTruthy();
});

it('shows nothing that was not stored of an old violation', () => {
  const old = { rule_version: null, severity: null, site_name: null, decided_at: null, delay_seconds: null } as const;
  renderPage(<DetailFacts violation={aViolation(old)} />);
  expect(screen.getByText('Required items, everywhere')).toBeTruthy();
  for (const label of ['Severity', 'Site', 'Reported', 'Zone']) expect(screen.queryByText(label)).toBeNull();
});

it.each([
  ['not_assessable', 'Not assessable'],
  ['rule_ended', 'Rule ended'],
] as const)('says how it ended: %s', (reason, text) => {
  const closed = { closed_at: '2026-11-21T02:05:00Z', close_reason: reason };
  renderPage(<DetailFacts violation={aViolation(closed)} />);
  expect(screen.getByText(text)).toBeTruthy();
});

it('takes the filter for one rule away', () => {
  const change = vi.fn();
  renderPage(<FilterBar filters={{ ...NO_FILTERS, ruleId: '5' }} onChange={change} />);
  screen.getByRole('button', { name: 'Show all rules' }).click();
  expect(change).toHaveBeenCalledWith(NO_FILTERS);
});
