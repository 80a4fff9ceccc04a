import { Button, Group, Popover, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { COVERAGE_DAYS, useCompanyCoverage } from '@/entities/coverage/api/getCompanyCoverage';
import { BlindReasons } from '@/entities/coverage/BlindReasons';
import classes from '@/entities/coverage/Coverage.module.css';
import { CoverageSentence } from '@/entities/coverage/CoverageSentence';
import { UnsupportedItems } from '@/entities/model/UnsupportedItems';
import { useUnsupportedItems } from '@/entities/model/useUnsupportedItems';
import { useZone } from '@/entities/site/zone';
import type { Filters } from '@/entities/violation/filters';
import { useLocale } from '@/lib/i18n/useLocale';
import { shortTime } from '@/lib/time/zonedTime';
import type { CompanyCoverage } from '@/types/api';

/** The denominator of the count: how long cameras observed in the filters' time, which items are not checked, or that this is not known. */
export function ObservedTime({ filters }: { filters: Filters }) {
  const { unsupported, isPending, isUnknown } = useUnsupportedItems(filters.item);
  if (isPending) return <Waiting />;
  return (
    <Stack gap={4}>
      {(filters.item === null || unsupported.length === 0) && <Watched filters={filters} />}
      <UnsupportedItems items={unsupported} unknown={isUnknown} />
    </Stack>
  );
}

/** Opens the reasons for blind time, and each camera. */
function Watched({ filters }: { filters: Filters }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { data, isError, dataUpdatedAt, refetch } = useCompanyCoverage(filters);
  if (!data && !isError) return <Waiting />;
  if (!data) {
    return (
      <Group gap={6} c="var(--warning)">
        <IconHelpCircle size={16} aria-hidden />
        <Text size="sm">{t('coverage.unknown')}</Text>
        <Button size="compact-xs" variant="subtle" onClick={() => void refetch()}>
          {t('common.retry')}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap={6}>
      <Popover position="bottom-start" withArrow shadow="md" width={420} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className={classes.more} title={t('coverage.details')}>
            {filters.range === null && `${t('coverage.last_days', { n: COVERAGE_DAYS })} `}
            <CoverageSentence coverage={data} cameras={data.cameras.length} />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('coverage.details')} maw="calc(100vw - 24px)">
          <Details coverage={data} />
        </Popover.Dropdown>
      </Popover>
      {isError && (
        <Text size="xs" c="var(--warning)">
          {t('coverage.as_of', { time: shortTime(new Date(dataUpdatedAt).toISOString(), zone, locale, dataUpdatedAt) })}
        </Text>
      )}
    </Group>
  );
}

function Waiting() {
  const { t } = useLocale();
  return <Skeleton height={20} maw={420} role="status" aria-label={t('common.loading')} />;
}

function Details({ coverage }: { coverage: CompanyCoverage }) {
  const { t } = useLocale();
  return (
    <Stack gap="sm" tabIndex={0} className={classes.details}>
      <BlindReasons reasons={coverage.by_reason} />
      {coverage.cameras.length > 1 && (
        <div className={classes.by_camera}>
          <Text size="xs" c="dimmed" mb={4}>
            {t('coverage.by_camera')}
          </Text>
          {coverage.cameras.map((camera) => (
            <Text key={camera.camera_id} size="sm" component="div">
              <b>{camera.camera_name}</b> <CoverageSentence coverage={camera} />
            </Text>
          ))}
        </div>
      )}
    </Stack>
  );
}
