import { Alert, Loader, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '@/hooks/useLocale';
import type { ModelSwitch } from '@/types/api';

/** Another model is on its way, or could not come: this one goes on either way. */
export function ModelSwitchNote({ change }: { change: ModelSwitch }) {
  const { t } = useLocale();
  if (change.state === 'loading') {
    return (
      <Alert color="blue" role="status" icon={<Loader size={18} />} title={t('system.switch_loading', { name: change.name })}>
        <Text size="sm">{t('system.switch_loading_hint')}</Text>
      </Alert>
    );
  }
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={t('system.switch_failed', { name: change.name })}>
      <Text size="sm">
        {t('system.switch_reason')}{' '}
        <span lang="en">
          {change.reason} {change.hint}
        </span>
      </Text>
      <Text size="sm">{t('system.switch_failed_hint')}</Text>
    </Alert>
  );
}
