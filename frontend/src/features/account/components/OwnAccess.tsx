import { List, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useLimitNames } from '@/entities/user/useLimitNames';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Account } from '@/types/api';

/** The own role, what it permits, and what is seen. */
export function OwnAccess({ account }: { account: Account }) {
  const { t } = useLocale();
  const { role, company, permissions } = account;
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {t('account.role_in', { role: t(`role.${role}`), company })}
        {account.is_platform && ` · ${t('users.platform_label')}`}
      </Text>
      <List
        spacing={6}
        icon={
          <ThemeIcon size={20} radius="xl" variant="light">
            <IconCheck size={14} aria-hidden />
          </ThemeIcon>
        }
      >
        {permissions.map((permission) => (
          <List.Item key={permission}>{t(`permission.${permission}`)}</List.Item>
        ))}
      </List>
      <OwnLimits limits={account.limits} />
    </Stack>
  );
}

function OwnLimits({ limits }: { limits: Account['limits'] }) {
  const { t } = useLocale();
  const names = useLimitNames()(limits ?? { site_ids: [], camera_ids: [] });
  if (limits === null) return <Text>{t('account.unlimited')}</Text>;
  if (names === null) return null;
  const all = [
    ...names.sites.map(({ id, name }) => ({ key: `site-${id}`, text: t('limits.whole_site', { name }) })),
    ...names.cameras.map(({ id, name }) => ({ key: `camera-${id}`, text: name })),
  ];
  if (all.length === 0) return <Text>{t('account.limited_none')}</Text>;
  return (
    <div>
      <Text>{t('account.limited')}:</Text>
      <List>
        {all.map(({ key, text }) => (
          <List.Item key={key}>{text}</List.Item>
        ))}
      </List>
    </div>
  );
}
