import { Text } from '@mantine/core';
import { DeleteButton } from '@/components/DeleteButton';
import { useRuleRemoval } from '@/features/rules/hooks/useRuleRemoval';
import { useLocale } from '@/lib/i18n/useLocale';

/** Deletes after confirmation. */
export function DeleteRule({ cameraId, rule }: { cameraId: number; rule: { id: number; name: string } }) {
  const { t } = useLocale();
  const { remove, problem, pending } = useRuleRemoval(cameraId);
  return (
    <DeleteButton
      label={t('rules.delete_title', { name: rule.name })}
      hint={t('rules.delete')}
      action={t('rules.delete')}
      problem={problem}
      pending={pending}
      onDelete={(close) => remove(rule, close)}
    >
      <Text>{t('rules.delete_body')}</Text>
    </DeleteButton>
  );
}
