import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import { exactTime } from '@/lib/time/zonedTime';
import type { LinkOnce } from '@/types/api';

/** A link that is shown this once. Browsers copy only on pages with https; elsewhere it is selected, to copy by hand. */
export function MadeLink({ made, onClose }: { made: LinkOnce; onClose: () => void }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { copy, copied, error } = useClipboard({ timeout: 4_000 });
  const { name, expires_at: expires } = made.invitation;
  const address = new URL(below(made.link), window.location.href).href;
  return (
    <Stack gap="md">
      <Alert color="yellow" role="status">
        {t('companies.link_once', { time: exactTime(expires, zone, locale) })}
      </Alert>
      <TextInput
        label={t('companies.link', { name })}
        readOnly
        size="md"
        value={address}
        ref={(field) => {
          if (error !== null) field?.select();
        }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" size="md" onClick={onClose}>
          {t('common.close')}
        </Button>
        <Button
          size="md"
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          onClick={() => copy(address)}
        >
          {t(copied ? 'companies.link_copied' : 'companies.link_copy')}
        </Button>
      </Group>
    </Stack>
  );
}
