import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocale } from '@/lib/i18n/useLocale';
import { clockIn, timeZones, zoneLabel } from '@/lib/time/timeZones';
import { useNow } from '@/lib/time/useNow';

const EVERY_MS = 10_000;

/** Chooses a time zone by typing a part of its name, and shows the clock there. */
export function ZoneSelect({
  zone,
  error,
  onChange,
}: {
  zone: string;
  error?: ReactNode;
  onChange: (zone: string) => void;
}) {
  const { t, locale } = useLocale();
  const now = useNow(EVERY_MS);
  return (
    <Select
      label={t('site.zone')}
      description={t('site.zone_hint', { time: clockIn(zone, now, locale) })}
      size="md"
      searchable
      allowDeselect={false}
      onFocus={(event) => event.currentTarget.select()} // typing replaces the chosen zone
      onClick={(event) => event.currentTarget.select()}
      nothingFoundMessage={t('site.zone_none')}
      data={timeZones(zone).map((value) => ({ value, label: zoneLabel(value) }))}
      value={zone}
      error={error}
      onChange={(value) => value !== null && onChange(value)}
    />
  );
}
