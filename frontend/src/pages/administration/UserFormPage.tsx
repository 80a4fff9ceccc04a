import { Alert, Button, Drawer, Skeleton, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { LeaveGuard } from '@/components/LeaveGuard';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMe } from '@/entities/user/api/getMe';
import { useUsers } from '@/features/users/api/listUsers';
import { UserForm } from '@/features/users/components/UserForm';
import { ApiProblem } from '@/lib/api/problem';
import { useLeaveBlocker } from '@/lib/dom/useLeaveBlocker';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Member } from '@/types/api';

/** Change a user, beside the list. The form keeps the version that it was opened with, so that no change is lost unseen. */
export function UserFormPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const userId = Number(useParams().userId);
  const me = useMe().data;
  const users = useUsers();
  const found = users.data?.find(({ id }) => id === userId);
  const [opened, setOpened] = useState<Member>();
  if (found !== undefined && opened?.id !== found.id) setOpened(found);
  const close = () => void navigate('/administration/users');
  const unsaved = useRef(false);
  const leaving = useLeaveBlocker(unsaved);
  const typed = (now: boolean) => {
    unsaved.current = now;
  };
  const saved = () => {
    unsaved.current = false;
    close();
  };
  const reload = async () => {
    const { data } = await users.refetch();
    setOpened(data?.find(({ id }) => id === userId));
  };
  const ready = users.data !== undefined && me !== undefined;
  const isSelf = me?.user.id === userId;
  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={leaving.state !== 'blocked'}
      size={520}
      padding="lg"
      title={<Text fw={650}>{t('users.edit_name', { name: found?.name ?? '' })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {!ready && users.error === null && <Skeleton height={320} role="status" aria-label={t('common.loading')} />}
      {!ready && users.error !== null && <ProblemAlert error={users.error} onRetry={() => void users.refetch()} />}
      {ready && found === undefined && <ProblemAlert error={new ApiProblem({ code: 'not_found' })} />}
      {ready && isSelf && (
        <Alert title={t('users.self')}>
          {t('users.self_hint')}
          <Button component={Link} to="/account" variant="default" mt="xs">
            {t('users.own_account')}
          </Button>
        </Alert>
      )}
      {ready && found !== undefined && opened !== undefined && !isSelf && (
        <UserForm
          key={`${opened.id}-${opened.version}`}
          user={opened}
          onSaved={saved}
          onCancel={close}
          onReload={() => void reload()}
          onTyped={typed}
        />
      )}
      <LeaveGuard leaving={leaving} />
    </Drawer>
  );
}
