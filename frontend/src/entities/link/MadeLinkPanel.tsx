import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { MadeLink } from '@/types/api';

/** A link, shown this once, with what to do with it. */
export function MadeLinkPanel({ made, children }: { made: MadeLink; children?: ReactNode }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(60_000);
  const { copy, copied, error } = useClipboard({ timeout: 4_000 });
  const { name, email, expires_at: expires, purpose } = made.invitation;
  const address = new URL(below(made.link), window.location.href).href;
  return (
    <Stack gap="md">
      <Alert color="yellow" role="status">
        {t('link.once', { time: comingTime(expires, zone, locale, now) })}
      </Alert>
      <TextInput
        label={t('link.label')}
        description={error === null ? undefined : t('link.copy_by_hand')}
        readOnly
        size="md"
        value={address}
        ref={(field) => {
          if (error !== null) field?.select();
        }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        size="md"
        fullWidth
        data-autofocus
        leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
        onClick={() => copy(address)}
      >
        {copied ? t('link.copied') : t('link.copy')}
      </Button>
      <Text size="sm">{t(purpose === 'email' ? 'link.no_mail_address' : 'link.no_mail', { name, email })}</Text>
      <Group justify="flex-end">{children}</Group>
    </Stack>
  );
}
