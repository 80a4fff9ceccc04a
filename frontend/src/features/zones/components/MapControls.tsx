import { Group, NativeSelect, Skeleton, Switch, Text } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { itemName } from '@/entities/item/itemName';
import { TRIED_DAYS } from '@/entities/rule/api/getAssessability';
import type { MapView } from '@/features/zones/hooks/useMapView';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Map.module.css';

const VERDICTS = ['good', 'partly', 'small', 'unknown'] as const;

/** Below the picture: the switch of the map, the item it is about, and what its patterns mean. */
export function MapControls({ view }: { view: MapView }) {
  const { t } = useLocale();
  const { query, items, item } = view;
  return (
    <>
      <Group gap="md">
        <Switch
          size="md"
          label={t('map.show')}
          checked={view.isShown}
          onChange={(event) => view.show(event.currentTarget.checked)}
        />
        {view.isShown && items.length > 1 && (
          <NativeSelect
            aria-label={t('map.item')}
            data={items.map((value) => ({ value, label: itemName(value, t) }))}
            value={item ?? ''}
            onChange={(event) => view.choose(event.currentTarget.value)}
          />
        )}
      </Group>
      {view.isShown && query.isPending && <Skeleton height={24} role="status" aria-label={t('common.loading')} />}
      {view.isShown && query.isError && !query.data && (
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
      {view.isShown && query.data?.cells.length === 0 && <Text size="sm">{t('map.empty', { days: TRIED_DAYS })}</Text>}
      {view.isShown && query.data && query.data.cells.length > 0 && (
        <Group gap="md">
          {VERDICTS.map((verdict) => (
            <Group key={verdict} gap={6} wrap="nowrap">
              <span className={classes.key} data-verdict={verdict} aria-hidden />
              <Text size="sm">{t(`map.${verdict}`)}</Text>
            </Group>
          ))}
          <Text size="sm" c="dimmed">
            {t('map.legend', { days: TRIED_DAYS })}
          </Text>
        </Group>
      )}
    </>
  );
}
