import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDotsVertical, IconKey, IconPencil, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useShowProblem } from '@/components/useShowProblem';
import { useResetUser } from '@/features/users/api/resetUser';
import { useMemberChange } from '@/features/users/hooks/useMemberChange';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Member } from '@/types/api';
import { DeleteUser } from './DeleteUser';
import { MadeLinkDialog } from './MadeLinkDialog';

/** What can be done with another user. */
export function UserMenu({ user }: { user: Member }) {
  const { t } = useLocale();
  const { id, name } = user;
  const showProblem = useShowProblem();
  const { change, show, isPending } = useMemberChange();
  const reset = useResetUser();
  const [asking, ask] = useDisclosure();
  const isDisabled = user.disabled_at !== null;
  const toggle = () =>
    void change(
      user,
      { disabled: !isDisabled },
      t(isDisabled ? 'users.was_enabled' : 'users.was_disabled', { name }),
    ).catch(show);
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon size={44} aria-label={t('users.actions', { name })} loading={isPending || reset.isPending}>
            <IconDotsVertical size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/administration/users/${id}`} leftSection={<IconPencil size={16} />}>
            {t('users.edit')}
          </Menu.Item>
          {!isDisabled && (
            <Menu.Item leftSection={<IconKey size={16} />} onClick={() => reset.mutate(id, { onError: showProblem })}>
              {t('users.reset')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={isDisabled ? <IconUserCheck size={16} /> : <IconUserOff size={16} />}
            onClick={toggle}
          >
            {t(isDisabled ? 'users.enable' : 'users.disable')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={ask.open}>
            {t('users.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteUser user={user} opened={asking} onClose={ask.close} />
      <MadeLinkDialog made={reset.data} onClose={reset.reset} />
    </>
  );
}
