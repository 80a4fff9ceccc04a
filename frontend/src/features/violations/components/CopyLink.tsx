import { Button, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';

/** Copies an address. Browsers refuse that on pages without https: then the address is shown, selected, to copy by hand. */
export function CopyLink({ link }: { link: string }) {
  const { t } = useLocale();
  const { copy, copied, error } = useClipboard();
  if (error !== null) {
    return (
      <TextInput
        label={t('violations.link')}
        description={t('violations.link_hint')}
        readOnly
        w="100%"
        value={link}
        ref={(field) => {
          field?.focus();
          field?.select();
        }}
        onFocus={(event) => event.currentTarget.select()}
      />
    );
  }
  return (
    <Button
      variant="default"
      leftSection={copied ? <IconCheck size={16} /> : <IconLink size={16} />}
      onClick={() => copy(link)}
    >
      {copied ? t('violations.copied') : t('violations.copy')}
    </Button>
  );
}
