import { Button, Group, Text } from '@mantine/core';
import { IconShieldStar, IconUserOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { useZone } from '@/entities/site/zone';
import { useMe } from '@/entities/user/api/getMe';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactDay } from '@/lib/time/zonedTime';
import type { Member } from '@/types/api';
import { LimitText } from './LimitText';
import { UserMenu } from './UserMenu';
import classes from './Users.module.css';

/** A user. Nobody changes their own role or limits here, and only platform administrators change one of them. */
export function UserRow({ user }: { user: Member }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const me = useMe().data?.user;
  const isSelf = me?.id === user.id;
  const isAbove = user.is_platform && me?.permissions.includes('manage_companies') !== true;
  return (
    <li className={classes.row} data-disabled={user.disabled_at !== null || undefined}>
      <div>
        <Group gap={8}>
          <Text fw={650}>{user.name}</Text>
          {isSelf && <Chip tone="unknown">{t('users.you')}</Chip>}
          {user.is_platform && (
            <Chip tone="unknown" icon={IconShieldStar}>
              {t('users.platform')}
            </Chip>
          )}
          {user.disabled_at !== null && (
            <Chip tone="warning" icon={IconUserOff}>
              {t('users.disabled')}
            </Chip>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {user.email}
        </Text>
      </div>
      <div>
        <Text size="sm">{t(`role.${user.role}`)}</Text>
        <Text size="xs" c="dimmed">
          {t('users.since', { day: exactDay(user.created_at, zone, locale) })}
        </Text>
      </div>
      <LimitText limits={user.limits} />
      <Group gap={4} wrap="nowrap" className={classes.actions}>
        {isSelf && (
          <Button component={Link} to="/account" variant="default">
            {t('users.own_account')}
          </Button>
        )}
        {!isSelf && !isAbove && me !== undefined && <UserMenu user={user} />}
        {!isSelf && isAbove && me !== undefined && (
          <Text size="xs" c="dimmed" maw={120}>
            {t('users.platform_only')}
          </Text>
        )}
      </Group>
    </li>
  );
}
