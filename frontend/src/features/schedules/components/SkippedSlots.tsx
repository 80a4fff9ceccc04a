import { Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import type { SkippedSlot } from '@/types/api';

/** Slots of the coming year that a clock change skips, each with its date; nothing without any. */
export function SkippedSlots({ slots = [] }: { slots?: readonly SkippedSlot[] }) {
  const { t, locale } = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return slots.map(({ date, start, end, name }) => (
    <Group key={`${date} ${start} ${name}`} gap={6} wrap="nowrap" align="flex-start" role="note">
      <IconAlertTriangle size={16} aria-hidden />
      <Text size="sm">
        {t('schedules.skipped', {
          date: day.format(new Date(date)),
          slot: [name, `${start}–${end}`].filter(Boolean).join(' '),
        })}
      </Text>
    </Group>
  ));
}
