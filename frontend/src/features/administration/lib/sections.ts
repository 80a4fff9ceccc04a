import type { Key } from '@/locales';
import type { Permission } from '@/types/api';

/** The pages below /administration, each for those who have any of its permissions. */
export const sections: { to: string; label: Key; anyOf: Permission[] }[] = [
  { to: 'users', label: 'administration.users', anyOf: ['manage_users'] },
  { to: 'sites', label: 'administration.sites', anyOf: ['manage_sites'] },
  { to: 'keys', label: 'administration.keys', anyOf: ['manage_keys'] },
  { to: 'audit', label: 'administration.audit', anyOf: ['view_audit', 'manage_companies'] },
  { to: 'companies', label: 'administration.companies', anyOf: ['manage_companies'] },
];
