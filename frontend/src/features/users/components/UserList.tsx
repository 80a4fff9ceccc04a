import { Button, Paper, Skeleton, Stack } from '@mantine/core';
import { IconSearchOff, IconUserPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '@/components/Message';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useLinks } from '@/features/users/api/listLinks';
import { useUsers } from '@/features/users/api/listUsers';
import { filtered, useUserFilters } from '@/features/users/hooks/useUserFilters';
import { useLocale } from '@/lib/i18n/useLocale';
import { UserFilter } from './UserFilter';
import { UserRow } from './UserRow';
import classes from './Users.module.css';

/** The users of the company, with search and filter; who is alone is led to invite somebody. */
export function UserList() {
  const { t } = useLocale();
  const { data, isPending, error, refetch } = useUsers();
  const links = useLinks();
  const [filters, setFilters] = useUserFilters();
  if (isPending) {
    return (
      <Stack gap="xs" role="status" aria-label={t('common.loading')}>
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} height={68} radius="md" />
        ))}
      </Stack>
    );
  }
  if (data === undefined) return <ProblemMessage error={error} onRetry={() => void refetch()} />;
  const shown = filtered(data, filters);
  return (
    <Stack gap="md">
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data.length > 1 && <UserFilter filters={filters} onChange={setFilters} />}
      {shown.length > 0 && (
        <Paper withBorder component="ul" className={classes.list} aria-label={t('users.list')}>
          {shown.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </Paper>
      )}
      {shown.length === 0 && (
        <Message tone="neutral" icon={IconSearchOff} title={t('users.no_match')}>
          <Button variant="default" onClick={() => setFilters({ text: '', role: null })}>
            {t('users.clear')}
          </Button>
        </Message>
      )}
      {data.length === 1 && links.data?.every(({ purpose }) => purpose !== 'invite') === true && (
        <Message tone="neutral" icon={IconUserPlus} title={t('users.only_you')} text={t('users.only_you_hint')}>
          <Button component={Link} to="/administration/users/invite" size="md" leftSection={<IconUserPlus size={18} />}>
            {t('users.invite_second')}
          </Button>
        </Message>
      )}
    </Stack>
  );
}
