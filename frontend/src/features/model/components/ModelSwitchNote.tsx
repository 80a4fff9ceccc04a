import { Alert, Loader, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';
import type { ModelSwitch } from '@/types/api';
import classes from './Model.module.css';

/** Another model is being loaded, or could not be; the current one stays in use. */
export function ModelSwitchNote({ change }: { change: ModelSwitch }) {
  const { t } = useLocale();
  if (change.state === 'loading') {
    return (
      <Alert
        color="blue"
        role="status"
        icon={<Loader size={18} />}
        title={t('system.switch_loading', { name: change.name })}
      >
        <Text size="sm">{t('system.switch_loading_hint')}</Text>
      </Alert>
    );
  }
  return <ModelNotLoaded change={change} />;
}

/** The reason in the user's language, by its code; the backend's message below holds the details. */
function ModelNotLoaded({ change: { name, code, reason, hint } }: { change: ModelSwitch }) {
  const { t } = useLocale();
  const key = `model_fault.${code}`;
  const hintKey = `${key}.hint`;
  const known = isKey(key) && isKey(hintKey) && code !== 'model_unusable';
  const details = [reason, !known && hint].filter(Boolean).join(' ');
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle />}
      title={name === '' ? t('system.switch_failed_unnamed') : t('system.switch_failed', { name })}
    >
      <Text size="sm">
        {known
          ? `${t(key)} ${t(hintKey)}`
          : `${t('model_fault.model_unusable')} ${t('model_fault.model_unusable.hint')}`}
      </Text>
      <Text size="sm">{t('system.switch_failed_hint')}</Text>
      {details !== '' && (
        <Text size="xs" c="dimmed" mt={4} className={classes.details ?? ''}>
          {t('system.switch_details')} <span lang="en">{details}</span>
        </Text>
      )}
    </Alert>
  );
}
