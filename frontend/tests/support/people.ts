import type { Me, Permission, Role, Site, User } from '@/types/api';

const VIEWER: Permission[] = [
  'own_account',
  'view_cameras',
  'view_live',
  'view_violations',
  'view_evidence',
  'view_system',
];
const OFFICER: Permission[] = [...VIEWER, 'operate_cameras'];
const PERMISSIONS: Record<Role, Permission[]> = {
  viewer: VIEWER,
  supervisor: VIEWER,
  officer: OFFICER,
  admin: [
    ...OFFICER,
    'manage_cameras',
    'manage_schedules',
    'manage_sites',
    'manage_failed_events',
    'manage_users',
    'manage_company',
    'view_audit',
  ],
};

/** Administrators who are limited to sites or cameras. */
export const LIMITED: Permission[] = [...OFFICER, 'manage_cameras'];

/** A user with the permissions that the backend gives to the role. */
export const aUser = (role: Role, changes: Partial<User> = {}): User => ({
  id: 1,
  email: 'sari@example.com',
  name: 'Sari',
  role,
  is_platform: changes.is_platform ?? false,
  permissions: [...PERMISSIONS[role], ...(changes.is_platform === true ? (['manage_companies'] as const) : [])],
  company_id: 1,
  ...changes,
});

export const aSite = (changes: Partial<Site> = {}): Site => ({
  id: 1,
  name: 'Plant 1',
  time_zone: 'Asia/Jakarta',
  archived_at: null,
  version: 1,
  ...changes,
});

/** The answer of /api/auth/me, for `answerWith`. */
export const meAs = (role: Role, changes: Partial<User> = {}, sites: Site[] = [aSite()]): { body: Me } => ({
  body: { user: aUser(role, changes), sites },
});
