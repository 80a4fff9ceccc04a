import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPolygon } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useRules } from '@/entities/rule/api/listRules';
import { useZones } from '@/entities/zone/api/listZones';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Zone } from '@/types/api';
import { DeleteZone } from './DeleteZone';
import { ZoneRow } from './ZoneRow';
import classes from './Zones.module.css';

interface Props {
  cameraId: number;
  mayChange: boolean;
  onEdit: (zone: Zone) => void;
}

/** The zones of a camera, or what they are for. */
export function ZoneSection({ cameraId, mayChange, onEdit }: Props) {
  const { t } = useLocale();
  const { data, isPending, isError, error, refetch } = useZones(cameraId);
  const rules = useRules(cameraId).data?.items;
  const isEmpty = data?.items.length === 0 && data.unreadable.length === 0;
  return (
    <Stack gap="sm" component="section" aria-label={t('zones.title')}>
      <Title order={2} size="h4">
        {t('zones.title')}
      </Title>
      {isPending && <Skeleton height={120} radius="md" role="status" aria-label={t('common.loading')} />}
      {isError && !data && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {isEmpty && (
        <Paper withBorder>
          <Message tone="neutral" icon={IconPolygon} title={t('zones.empty')} text={t('zones.empty_hint')} />
        </Paper>
      )}
      {data && !isEmpty && (
        <Paper withBorder component="ul" className={classes.list} aria-label={t('zones.title')}>
          {data.items.map((zone) => (
            <ZoneRow
              key={zone.id}
              zone={zone}
              rules={rules?.filter((rule) => rule.zone_id === zone.id)}
              mayChange={mayChange}
              onEdit={() => onEdit(zone)}
            />
          ))}
          {data.unreadable.map((zone) => (
            <li className={classes.row} key={zone.id}>
              <span aria-hidden />
              <div>
                <Text fw={650}>{zone.name}</Text>
                <Text size="sm" c="var(--bad)">
                  {t('zones.unreadable')}
                </Text>
              </div>
              {mayChange && (
                <DeleteZone
                  cameraId={cameraId}
                  zone={zone}
                  rules={rules?.filter((rule) => rule.zone_id === zone.id).map(({ name }) => name) ?? []}
                />
              )}
            </li>
          ))}
        </Paper>
      )}
    </Stack>
  );
}
