import { Button, Group, Paper, Radio, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, type SyntheticEvent } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ZONE_COLOURS, type ZoneColour } from '@/entities/zone/colours';
import { ZONE_KINDS } from '@/entities/zone/kinds';
import type { ZoneWork } from '@/features/zones/hooks/useZoneWork';
import { NAME_LENGTH } from '@/features/zones/lib/fields';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Zone } from '@/types/api';
import { JudgedZone } from './JudgedZone';
import classes from './Zones.module.css';

interface Props {
  cameraId: number;
  work: ZoneWork;
  onSaved: (zone: Zone) => void;
}

/** Name, kind and colour of the zone in work. Input survives any failure. */
export function ZoneForm({ cameraId, work, onSaved }: Props) {
  const { t } = useLocale();
  const { fields, errors, problem, shape, zone } = work;
  const name = useRef<HTMLInputElement>(null);
  const { name: nameError } = errors;
  useEffect(() => {
    if (nameError !== undefined) name.current?.focus();
  }, [nameError]);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    work.submit(onSaved);
  };
  const title = zone === null ? t('zones.new') : t('zones.edit_name', { name: zone.name });
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={2} size="h4">
            {title}
          </Title>
          {!shape.closed && <Text size="sm">{t('zones.draw_first', { n: shape.corners.length })}</Text>}
          <TextInput
            ref={name}
            label={t('zones.name')}
            description={t('zones.name_hint')}
            maxLength={NAME_LENGTH}
            value={fields.name}
            error={nameError}
            onChange={(event) => work.setFields({ name: event.currentTarget.value })}
          />
          <Radio.Group
            label={t('zones.kind')}
            value={fields.kind}
            error={errors.kind}
            onChange={(kind) => work.setFields({ kind: kind })}
          >
            <Stack gap="sm" mt="xs">
              {ZONE_KINDS.map((kind) => (
                <Radio key={kind} value={kind} label={t(`zones.${kind}`)} description={t(`zones.${kind}_hint`)} />
              ))}
            </Stack>
          </Radio.Group>
          {fields.kind === 'rule' && shape.closed && shape.fault === null && (
            <JudgedZone cameraId={cameraId} corners={shape.corners} />
          )}
          <ColourChoice colour={fields.colour} onChange={(colour) => work.setFields({ colour })} />
          {errors.corners !== undefined && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {errors.corners}
            </Text>
          )}
          {problem !== null && Object.keys(problem.fields).length === 0 && (
            <ProblemAlert error={problem} safe={t('error.safe_typed')} />
          )}
          {problem?.code === 'changed_meanwhile' && (
            <Button variant="default" size="md" onClick={work.reload}>
              {t('zones.load_newer')}
            </Button>
          )}
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" size="md" onClick={work.cancel}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" size="md" loading={work.isSaving}>
              {t('zones.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

/** The colours by name, because a name is what tells them apart for some. */
function ColourChoice({ colour, onChange }: { colour: string; onChange: (colour: string) => void }) {
  const { t } = useLocale();
  const known = Object.entries(ZONE_COLOURS) as [ZoneColour, (typeof ZONE_COLOURS)[ZoneColour]][];
  return (
    <div role="radiogroup" aria-label={t('zones.colour')}>
      <Text size="sm" fw={500} mb={6}>
        {t('zones.colour')}
      </Text>
      <Group gap={4}>
        {known.map(([value, named]) => (
          <UnstyledButton
            key={value}
            role="radio"
            aria-checked={value === colour}
            aria-label={t(`zones.colour_${named}`)}
            title={t(`zones.colour_${named}`)}
            className={classes.colour ?? ''}
            onClick={() => onChange(value)}
          >
            <span style={{ background: value }} />
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
