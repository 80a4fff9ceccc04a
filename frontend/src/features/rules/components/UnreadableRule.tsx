import { Text } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Unreadable } from '@/types/api';
import { DeleteRule } from './DeleteRule';
import classes from './Rules.module.css';

/** A rule that cannot be read: it does not apply, and can only be deleted. */
export function UnreadableRule({
  cameraId,
  rule,
  mayChange,
}: {
  cameraId: number;
  rule: Unreadable;
  mayChange: boolean;
}) {
  const { t } = useLocale();
  return (
    <li className={classes.row}>
      <div>
        <Text fw={650}>{rule.name}</Text>
        <Text size="sm" c="var(--bad)">
          {t('rules.unreadable')}
        </Text>
      </div>
      {mayChange && <DeleteRule cameraId={cameraId} rule={rule} />}
    </li>
  );
}
