import { Text } from '@mantine/core';
import { useLimitNames } from '@/entities/user/useLimitNames';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Limits } from '@/types/api';

/** What a user sees, in a line. */
export function LimitText({ limits }: { limits: Limits | null }) {
  const { t } = useLocale();
  const namesOf = useLimitNames();
  if (limits === null) return <Text size="sm">{t('limits.all')}</Text>;
  const names = namesOf(limits);
  if (names === null)
    return (
      <Text size="sm" c="dimmed">
        …
      </Text>
    );
  const all = [
    ...names.sites.map(({ name }) => t('limits.whole_site', { name })),
    ...names.cameras.map(({ name }) => name),
  ];
  return (
    <Text size="sm" {...(all.length === 0 && { c: 'var(--warning)' })}>
      {all.length === 0 ? t('limits.none') : all.join(' · ')}
    </Text>
  );
}
