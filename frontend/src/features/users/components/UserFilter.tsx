import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch, IconUserStar } from '@tabler/icons-react';
import type { UserFilters } from '@/features/users/hooks/useUserFilters';
import { ROLES } from '@/features/users/lib/roles';
import { useLocale } from '@/lib/i18n/useLocale';

export function UserFilter({ filters, onChange }: { filters: UserFilters; onChange: (filters: UserFilters) => void }) {
  const { t } = useLocale();
  return (
    <Group gap="xs" role="search" aria-label={t('users.filter')}>
      <TextInput
        type="search"
        aria-label={t('users.search')}
        placeholder={t('users.search')}
        leftSection={<IconSearch size={16} />}
        w={{ base: '100%', xs: 280 }}
        value={filters.text}
        onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
      />
      <Select
        aria-label={t('role.label')}
        leftSection={<IconUserStar size={16} />}
        w={{ base: '100%', xs: 200 }}
        allowDeselect={false}
        data={[
          { value: '', label: t('users.any_role') },
          ...ROLES.map((role) => ({ value: role, label: t(`role.${role}`) })),
        ]}
        value={filters.role ?? ''}
        onChange={(value) => onChange({ ...filters, role: ROLES.find((role) => role === value) ?? null })}
      />
    </Group>
  );
}
