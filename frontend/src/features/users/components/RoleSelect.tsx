import { Radio, Stack } from '@mantine/core';
import { ROLES } from '@/features/users/lib/roles';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Role } from '@/types/api';

/** A choice of role, each with a line about what it may do. */
export function RoleSelect({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { t } = useLocale();
  return (
    <Radio.Group
      label={t('role.label')}
      value={value}
      onChange={(chosen) => {
        const role = ROLES.find((one) => one === chosen);
        if (role !== undefined) onChange(role);
      }}
    >
      <Stack gap="sm" mt="xs">
        {ROLES.map((role) => (
          <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`role.${role}.hint`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
