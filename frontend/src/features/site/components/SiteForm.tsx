import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { ChangeProblem } from '@/components/ChangeProblem';
import { ZoneSelect } from '@/entities/site/ZoneSelect';
import { useChangeSite, type SiteFields } from '@/features/site/api/changeSite';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Site } from '@/types/api';
import { TimeZoneDialog } from './TimeZoneDialog';
import { TimeZoneHint } from './TimeZoneHint';

export const LONGEST_NAME = 80;

interface Props {
  site: Site;
  named: boolean;
  onSaved?: () => void;
  /** Whether the question about the time zone is open, to which Escape belongs. */
  onAsking?: (asking: boolean) => void;
}

/** A site's name and time zone. Another zone shifts schedules, so it needs confirmation. */
export function SiteForm({ site, named, onSaved, onAsking }: Props) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const [typed, setTyped] = useState<SiteFields>({});
  const [asking, ask] = useDisclosure();
  const { mutate, isPending, isSuccess, error } = useChangeSite(site);
  const { name, time_zone: zone } = { ...site, ...typed };
  const changesZone = zone !== site.time_zone;
  const changed = changesZone || name.trim() !== site.name;
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  useEffect(() => {
    onAsking?.(asking);
  });
  const save = () => {
    ask.close();
    mutate(
      { ...(name.trim() !== site.name && { name: name.trim() }), ...(changesZone && { time_zone: zone }) },
      {
        onSuccess: () => {
          setTyped({});
          onSaved?.();
        },
      },
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
        <ZoneSelect zone={zone} error={errors.time_zone} onChange={(time_zone) => setTyped({ ...typed, time_zone })} />
        {error !== null && Object.keys(errors).length === 0 && <ChangeProblem error={error} />}
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
