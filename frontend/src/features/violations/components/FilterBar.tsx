import { ActionIcon, Button, Group, Select, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCamera, IconClock, IconHelmet, IconX } from '@tabler/icons-react';
import { useCameras } from '@/entities/camera/api/listCameras';
import { ITEMS } from '@/entities/item/items';
import { RANGES } from '@/entities/site/timeRange';
import { NO_FILTERS, type Filters } from '@/entities/violation/filters';
import { SEVERITIES } from '@/entities/violation/severities';
import { useLocale } from '@/lib/i18n/useLocale';

/** The filters as a sentence: all items · Gate 2 · today. */
export function FilterBar({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useLocale();
  const cameras = useCameras().data ?? [];
  const cameraId = filters.cameraId === null ? '' : String(filters.cameraId);
  const cameraData = [
    { value: '', label: t('violations.any_camera') },
    ...cameras.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  if (!cameraData.some(({ value }) => value === cameraId)) {
    cameraData.push({ value: cameraId, label: t('violations.removed_camera', { id: cameraId }) });
  }
  const some = Object.values(filters).some((value) => value !== null);

  return (
    <Group gap="xs" role="search" aria-label={t('violations.filters')}>
      <Select
        aria-label={t('violations.item')}
        leftSection={<IconHelmet size={16} />}
        w={186}
        allowDeselect={false}
        data={[
          { value: '', label: t('violations.any_item') },
          ...ITEMS.map((item) => ({ value: item, label: t(`item.${item}_missing`) })),
        ]}
        value={filters.item ?? ''}
        onChange={(value) => onChange({ ...filters, item: ITEMS.find((item) => item === value) ?? null })}
      />
      <Select
        aria-label={t('violations.camera')}
        leftSection={<IconCamera size={16} />}
        w={190}
        allowDeselect={false}
        searchable={cameras.length > 8}
        data={cameraData}
        value={cameraId}
        onChange={(value) => onChange({ ...filters, cameraId: value ? Number(value) : null })}
      />
      <Select
        aria-label={t('violations.time')}
        leftSection={<IconClock size={16} />}
        w={165}
        allowDeselect={false}
        data={[
          { value: '', label: t('violations.any_time') },
          ...RANGES.map((range) => ({ value: range, label: t(`range.${range}`) })),
        ]}
        value={filters.range ?? ''}
        onChange={(value) => onChange({ ...filters, range: RANGES.find((range) => range === value) ?? null })}
      />
      <Select
        aria-label={t('violations.severity')}
        leftSection={<IconAlertTriangle size={16} />}
        w={165}
        allowDeselect={false}
        data={[
          { value: '', label: t('violations.any_severity') },
          ...SEVERITIES.map((severity) => ({ value: severity, label: t(`severity.${severity}`) })),
        ]}
        value={filters.severity ?? ''}
        onChange={(value) => onChange({ ...filters, severity: SEVERITIES.find((one) => one === value) ?? null })}
      />
      {filters.ruleId !== null && (
        <Button
          variant="default"
          rightSection={<IconX size={16} />}
          aria-label={t('violations.all_rules')}
          onClick={() => onChange({ ...filters, ruleId: null })}
        >
          {t('violations.one_rule')}
        </Button>
      )}
      {some && (
        <Tooltip label={t('violations.clear')}>
          <ActionIcon aria-label={t('violations.clear')} onClick={() => onChange(NO_FILTERS)}>
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
