import { useMe } from '@/entities/user/api/getMe';
import type { Permission } from '@/types/api';

/** Whether the person who is logged in may do this; null until it is known. */
export const useMay = (permission: Permission): boolean | null =>
  useMe().data?.user.permissions.includes(permission) ?? null;
