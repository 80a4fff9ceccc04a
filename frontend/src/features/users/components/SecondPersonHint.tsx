import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useMe } from '@/entities/user/api/getMe';
import { useMay } from '@/entities/user/useMay';
import { useLinks } from '@/features/users/api/listLinks';
import { useUsers } from '@/features/users/api/listUsers';
import { useLocale } from '@/lib/i18n/useLocale';

/** For an administrator who is alone: how to invite the second person. Never again once dismissed, or once there were two. */
export function SecondPersonHint() {
  const userId = useMe().data?.user.id;
  const may = useMay('manage_users');
  return userId !== undefined && may === true ? <Hint key={userId} userId={userId} /> : null;
}

function Hint({ userId }: { userId: number }) {
  const { t } = useLocale();
  const [over, setOver] = useLocalStorage({
    key: `mandor.second_person.${userId}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const users = useUsers({ enabled: !over }).data;
  const isAlone = users?.length === 1;
  const links = useLinks({ enabled: !over && isAlone }).data;
  const hasCompany = users !== undefined && users.length > 1;
  useEffect(() => {
    if (hasCompany) setOver(true);
  }, [hasCompany, setOver]);

  const isWaiting = links?.some(({ purpose, is_expired: expired }) => purpose === 'invite' && !expired) !== false;
  if (over || !isAlone || isWaiting) return null;
  return (
    <Paper withBorder px="md" py="xs" component="section" aria-label={t('users.hint_label')}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('users.hint')}</Text>
        <Group gap="xs">
          <Button component={Link} to="/administration/users/invite" variant="default">
            {t('users.invite')}
          </Button>
          <CloseButton size={36} aria-label={t('users.hint_dismiss')} onClick={() => setOver(true)} />
        </Group>
      </Group>
    </Paper>
  );
}
