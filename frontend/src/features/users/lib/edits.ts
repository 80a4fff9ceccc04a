import type { Limits, Member, MemberEdit, Role } from '@/types/api';

export interface UserFields {
  name: string;
  role: Role;
  limits: Limits | null;
  is_platform: boolean;
}

export const fieldsOf = ({ name, role, limits, is_platform }: Member): UserFields => ({
  name,
  role,
  limits,
  is_platform,
});

const sameIds = (one: number[], other: number[]) =>
  one.length === other.length && new Set([...one, ...other]).size === one.length;

export const sameLimits = (one: Limits | null, other: Limits | null): boolean =>
  one === null || other === null
    ? one === other
    : sameIds(one.site_ids, other.site_ids) && sameIds(one.camera_ids, other.camera_ids);

/** What the form changes of a user; what stays is absent. */
export function editOf(member: Member, fields: UserFields): MemberEdit {
  const name = fields.name.trim();
  return {
    ...(name !== member.name && { name }),
    ...(fields.role !== member.role && { role: fields.role }),
    ...(fields.is_platform !== member.is_platform && { is_platform: fields.is_platform }),
    ...(!sameLimits(fields.limits, member.limits) && { limits: fields.limits }),
  };
}

/** What takes this edit back. */
export function reversed(before: Member, edit: MemberEdit): MemberEdit {
  return {
    ...(edit.name !== undefined && { name: before.name }),
    ...(edit.role !== undefined && { role: before.role }),
    ...(edit.is_platform !== undefined && { is_platform: before.is_platform }),
    ...(edit.limits !== undefined && { limits: before.limits }),
    ...(edit.disabled !== undefined && { disabled: before.disabled_at !== null }),
  };
}
