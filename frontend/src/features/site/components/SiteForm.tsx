import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useChangeSite, type SiteFields } from '@/features/site/api/changeSite';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { clockIn, timeZones, zoneLabel } from '@/lib/time/timeZones';
import { useNow } from '@/lib/time/useNow';
import type { Site } from '@/types/api';
import { TimeZoneDialog } from './TimeZoneDialog';
import { TimeZoneHint } from './TimeZoneHint';

const EVERY_MS = 10_000;
const LONGEST_NAME = 80;

/** A site's name and time zone. Another zone shifts schedules, so it needs confirmation. */
export function SiteForm({ site, named }: { site: Site; named: boolean }) {
  const { t, locale } = useLocale();
  const now = useNow(EVERY_MS);
  const problemText = useProblemText();
  const [typed, setTyped] = useState<SiteFields>({});
  const [asking, ask] = useDisclosure();
  const { mutate, isPending, isSuccess, error } = useChangeSite(site.id);
  const { name, time_zone: zone } = { ...site, ...typed };
  const changesZone = zone !== site.time_zone;
  const changed = changesZone || name.trim() !== site.name;
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  const save = () => {
    ask.close();
    mutate(
      { ...(name.trim() !== site.name && { name: name.trim() }), ...(changesZone && { time_zone: zone }) },
      { onSuccess: () => setTyped({}) },
    );
  };
  return (
    <form
      aria-label={named ? t('site.title_of', { name: site.name }) : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (changesZone) ask.open();
        else save();
      }}
    >
      <Stack gap="md" maw={480}>
        {site.time_zone === 'UTC' && <TimeZoneHint onChoose={(time_zone) => setTyped({ ...typed, time_zone })} />}
        <TextInput
          label={t('site.name')}
          size="md"
          maxLength={LONGEST_NAME}
          value={name}
          error={errors.name}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
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
          error={errors.time_zone}
          onChange={(value) => value !== null && setTyped({ ...typed, time_zone: value })}
        />
        {error !== null && Object.keys(errors).length === 0 && <ProblemAlert error={error} />}
        <Group>
          <Button type="submit" size="md" loading={isPending} disabled={!changed || name.trim() === ''}>
            {t('common.save')}
          </Button>
          {isSuccess && !changed && (
            <Text size="sm" role="status">
              {t('site.saved')}
            </Text>
          )}
        </Group>
      </Stack>
      <TimeZoneDialog opened={asking} before={site.time_zone} after={zone} onYes={save} onNo={ask.close} />
    </form>
  );
}
