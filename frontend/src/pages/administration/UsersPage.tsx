import { Button, Stack, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { Link, Outlet } from 'react-router';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useMay } from '@/entities/user/useMay';
import { LinkList } from '@/features/users/components/LinkList';
import { UserList } from '@/features/users/components/UserList';
import { ApiProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';

/** The company's users and the links with which others join; forms open beside the list. */
export function UsersPage() {
  const { t } = useLocale();
  const may = useMay('manage_users');
  if (may === null) return <PageHeader title={t('administration.users')} />;
  if (!may) {
    return (
      <>
        <PageHeader title={t('administration.users')} />
        <ProblemMessage error={new ApiProblem({ code: 'not_allowed' })} />
      </>
    );
  }
  return (
    <Stack gap="md">
      <PageHeader title={t('administration.users')}>
        <Button component={Link} to="/administration/users/invite" size="md" leftSection={<IconUserPlus size={18} />}>
          {t('users.invite')}
        </Button>
      </PageHeader>
      <Text c="dimmed">{t('users.about')}</Text>
      <UserList />
      <LinkList />
      <Outlet />
    </Stack>
  );
}
