import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  /** No newer report can be read. */
  old: boolean;
  /** When it was received, ms. */
  at: number;
  children: ReactNode;
}

/** The last report; dimmed and dated when it is old. */
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
