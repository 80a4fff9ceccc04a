import type { Key } from '@/locales';
import type { Permission } from '@/types/api';

/** The pages below /administration, each for those who have its permission. */
export const sections: { to: string; label: Key; permission: Permission }[] = [
  { to: 'users', label: 'administration.users', permission: 'manage_users' },
  { to: 'sites', label: 'administration.sites', permission: 'manage_sites' },
  { to: 'keys', label: 'administration.keys', permission: 'manage_keys' },
  { to: 'audit', label: 'administration.audit', permission: 'view_audit' },
  { to: 'companies', label: 'administration.companies', permission: 'manage_companies' },
];
