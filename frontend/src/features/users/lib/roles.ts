import type { Role } from '@/types/api';

/** From the most that may be done to the least. */
export const ROLES: Role[] = ['admin', 'officer', 'supervisor', 'viewer'];
