import { notifications } from '@mantine/notifications';
import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useChangeUser } from '@/features/users/api/changeUser';
import { reversed } from '@/features/users/lib/edits';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Member, MemberEdit } from '@/types/api';

/** Changes a user, and offers undo. */
export function useMemberChange() {
  const { t } = useLocale();
  const showProblem = useShowProblem();
  const { mutateAsync, isPending, error, reset } = useChangeUser();

  const show = (problem: unknown) => {
    if (asProblem(problem).code !== 'changed_meanwhile') showProblem(problem);
    else notifications.show({ color: 'yellow', title: t('users.changed'), message: t('users.changed_listed') });
  };
  // The row or form that started this is unmounted by then: nothing here may depend on it.
  const undo = async (after: Member, edit: MemberEdit) => {
    try {
      const { name } = await mutateAsync({ id: after.id, version: after.version, edit });
      notifications.show({ color: 'green', message: t('users.undone', { name }) });
    } catch (problem) {
      show(problem);
    }
  };
  const change = async (member: Member, edit: MemberEdit, message: string) => {
    const after = await mutateAsync({ id: member.id, version: member.version, edit });
    showUndo({ id: `user-${member.id}`, message, t, onUndo: () => void undo(after, reversed(member, edit)) });
  };

  return { change, show, isPending, error, reset };
}
