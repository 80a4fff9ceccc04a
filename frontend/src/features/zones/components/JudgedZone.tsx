import { Alert } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { Corner } from '@/entities/zone/corner';
import { itemName } from '@/entities/item/itemName';
import { TRIED_DAYS, useAssessability } from '@/entities/rule/api/getAssessability';
import { judgedZone } from '@/features/zones/lib/judgeable';
import { useLocale } from '@/lib/i18n/useLocale';

/** While a zone is drawn: says when items cannot be judged in it, or nobody was seen there. */
export function JudgedZone({ cameraId, corners }: { cameraId: number; corners: readonly Corner[] }) {
  const { t } = useLocale();
  const map = useAssessability(cameraId).data;
  if (map === undefined || map.cells.length === 0) return null;
  const { seen, tooSmall } = judgedZone(map, corners);
  if (seen && tooSmall.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconEyeOff />} role="status">
      {seen
        ? t('map.zone_small', { items: tooSmall.map((item) => itemName(item, t)).join(', ') })
        : t('map.zone_nobody', { days: TRIED_DAYS })}
    </Alert>
  );
}
