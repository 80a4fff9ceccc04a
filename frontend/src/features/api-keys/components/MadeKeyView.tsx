import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocale } from '@/lib/i18n/useLocale';

/** A new key, shown this once. Browsers copy by themselves over HTTPS only; elsewhere the text is selected for the user. */
export function MadeKeyView({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLocale();
  const [copied, setCopied] = useState(false);
  const clipboard = window.isSecureContext ? navigator.clipboard : undefined;
  const copy = () => void clipboard?.writeText(secret).then(() => setCopied(true));
  return (
    <Stack gap="md">
      <Alert color="yellow" title={t('api_keys.once')}>
        <Text size="sm">{t('api_keys.once_hint')}</Text>
      </Alert>
      <TextInput
        label={t('api_keys.key')}
        description={clipboard === undefined ? t('api_keys.select_hint') : undefined}
        readOnly
        value={secret}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        onClick={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end">
        {copied && (
          <Text size="sm" role="status">
            {t('api_keys.copied')}
          </Text>
        )}
        {clipboard !== undefined && (
          <Button variant="default" onClick={copy}>
            {t('api_keys.copy')}
          </Button>
        )}
        <Button onClick={onClose}>{t('api_keys.done')}</Button>
      </Group>
    </Stack>
  );
}
