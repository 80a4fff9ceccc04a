import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  /** Nobody tells any more. */
  old: boolean;
  /** When it was told, ms. */
  at: number;
  children: ReactNode;
}

/** What was told last; when nobody tells any more it stays, dimmed and dated. */
export function LastReported({ old, at, children }: Props) {
  const { t } = useLocale();
  return (
    <Stack gap="sm" mt={old ? 'md' : 0} opacity={old ? 0.55 : 1}>
      {old && (
        <Text size="sm" c="dimmed">
          {t('system.as_of')} <TimeAgo at={new Date(at).toISOString()} size="sm" />
        </Text>
      )}
      {children}
    </Stack>
  );
}
