import { expect, it } from 'vitest';
import { editOf, fieldsOf, reversed, sameLimits } from '@/features/users/lib/edits';
import { limitSites, searched, withCamera, withSite } from '@/features/users/lib/limitChoice';
import { aCamera } from '@tests/support/builders';
import { aMember } from '@tests/support/members';

const site = (id: number, archived_at: string | null = null) => ({
  id,
  name: `Plant ${id}`,
  time_zone: 'UTC',
  archived_at,
  version: 1,
});
const limits = (site_ids: number[], camera_ids: number[]) => ({ site_ids, camera_ids });
const CAMERAS = [aCamera({ id: 5, name: 'Gate' }), aCamera({ id: 6, name: 'Dock', site_id: 2 })];

it('an edit has what changed, and nothing else', () => {
  const before = aMember();
  expect(editOf(before, fieldsOf(before))).toEqual({});
  expect(editOf(before, { ...fieldsOf(before), name: ' Budi ', role: 'officer' })).toEqual({ role: 'officer' });
  expect(editOf(before, { ...fieldsOf(before), limits: limits([], []) })).toEqual({ limits: limits([], []) });
});

it.each([
  [null, null, true],
  [null, limits([], []), false],
  [limits([1, 2], [5]), limits([2, 1], [5]), true],
  [limits([1], []), limits([], [1]), false],
  [limits([1], []), limits([1, 2], []), false],
])('limits %o and %o are the same: %s', (one, other, same) => {
  expect(sameLimits(one, other)).toBe(same);
});

it('what takes an edit back restores the whole company and the log-in', () => {
  expect(reversed(aMember(), { limits: limits([1], []), disabled: true })).toEqual({ limits: null, disabled: false });
});

it('a chosen site takes its cameras into itself, and leaves those of other sites', () => {
  const [first] = limitSites([site(1), site(2)], CAMERAS, limits([], []));
  if (first === undefined) throw new Error('no site');
  expect(withSite(limits([], [5, 6]), first)).toEqual(limits([1], [6]));
  expect(withSite(limits([1], [6]), first)).toEqual(limits([], [6]));
  expect(withCamera(limits([], [6]), 6)).toEqual(limits([], []));
});

it('archived sites are offered only while they are chosen', () => {
  const sites = [site(1), site(3, '2026-11-01T00:00:00Z')];
  expect(limitSites(sites, CAMERAS, limits([], [])).map(({ id }) => id)).toEqual([1]);
  expect(limitSites(sites, CAMERAS, limits([3], [])).map(({ id }) => id)).toEqual([1, 3]);
});

it.each([
  ['gate', [[1, ['Gate']]]],
  ['plant 2', [[2, ['Dock']]]],
  ['nowhere', []],
])('"%s" finds %o', (text, found) => {
  const sites = limitSites([site(1), site(2)], CAMERAS, limits([], []));
  expect(searched(sites, text).map(({ id, cameras }) => [id, cameras.map(({ name }) => name)])).toEqual(found);
});
