import type { Account, Member, OpenLink, Permission, User } from '@/types/api';

const VIEWER: Permission[] = [
  'own_account',
  'view_cameras',
  'view_live',
  'view_violations',
  'view_evidence',
  'view_system',
];
const ADMIN: Permission[] = [
  ...VIEWER,
  'operate_cameras',
  'manage_cameras',
  'manage_schedules',
  'manage_sites',
  'manage_failed_events',
  'manage_users',
  'manage_company',
  'view_audit',
];

/** The person who is logged in, with what their role permits. */
export const aUser = (changes: Partial<User> = {}): User => ({
  id: 1,
  email: 'ann@plant.example',
  name: 'Ann',
  role: 'admin',
  is_platform: false,
  permissions: changes.role !== undefined && changes.role !== 'admin' ? VIEWER : ADMIN,
  company_id: 1,
  ...changes,
});

export const aMember = (changes: Partial<Member> = {}): Member => ({
  id: 2,
  email: 'budi@plant.example',
  name: 'Budi',
  role: 'viewer',
  is_platform: false,
  limits: null,
  created_at: '2026-11-01T00:00:00Z',
  disabled_at: null,
  version: 3,
  ...changes,
});

export const ann = aMember({ id: 1, email: 'ann@plant.example', name: 'Ann', role: 'admin' });

export const aLink = (changes: Partial<OpenLink> = {}): OpenLink => ({
  id: 7,
  purpose: 'invite',
  company_id: 1,
  user_id: null,
  email: 'citra@plant.example',
  name: 'Citra',
  role: 'officer',
  limits: null,
  created_at: '2026-11-20T00:00:00Z',
  expires_at: '2036-11-27T00:00:00Z',
  is_expired: false,
  ...changes,
});

export const anAccount = (changes: Partial<Account> = {}): Account => ({
  id: 1,
  email: 'ann@plant.example',
  pending_email: null,
  name: 'Ann',
  role: 'officer',
  is_platform: false,
  permissions: ['own_account', 'view_cameras', 'operate_cameras'],
  limits: null,
  company_id: 1,
  company: 'Plant Cikarang',
  language: null,
  version: 4,
  ...changes,
});

const plant = { id: 1, name: 'Plant 1', time_zone: 'Asia/Jakarta', archived_at: null, version: 1 };

/** Answers that every page of an administrator asks for. */
export const asking = (user: Partial<User> = {}, cameras: unknown[] = []) => ({
  'GET /api/auth/me': { body: { user: aUser(user), sites: [plant] } },
  'GET /api/cameras': { body: { items: cameras, next_cursor: null } },
});
