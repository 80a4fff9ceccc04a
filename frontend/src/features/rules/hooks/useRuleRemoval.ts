import { notifications } from '@mantine/notifications';
import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useDeleteRule } from '@/features/rules/api/deleteRule';
import { useRestoreRule } from '@/features/rules/api/restoreRule';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Unreadable } from '@/types/api';

/** Delete a rule, and offer undo. */
export function useRuleRemoval(cameraId: number) {
  const { t } = useLocale();
  const showProblem = useShowProblem();
  const deletion = useDeleteRule(cameraId);
  const restoring = useRestoreRule(cameraId);

  // The row that started this is unmounted by then: nothing here may depend on it.
  const undo = async ({ id, name }: Unreadable) => {
    try {
      await restoring.mutateAsync(id);
      notifications.show({ color: 'green', message: t('rules.restored', { name }) });
    } catch (error) {
      showProblem(error);
    }
  };
  const remove = async (rule: Unreadable, onDone: () => void) => {
    await deletion.mutateAsync(rule.id);
    onDone();
    const message = t('rules.deleted', { name: rule.name });
    showUndo({ id: `rule-${rule.id}`, message, t, onUndo: () => void undo(rule) });
  };

  return {
    /** Does not throw: a failure is in `problem`. */
    remove: (rule: Unreadable, onDone: () => void) => void remove(rule, onDone).catch(() => undefined),
    problem: deletion.error,
    pending: deletion.isPending,
  };
}
