import { Group, Skeleton, Text } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { IconHelpCircle } from '@tabler/icons-react';
import { useCameraTimeline } from '@/entities/coverage/api/getCameraTimeline';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { shortTime } from '@/lib/time/zonedTime';
import { BlindReasons } from './BlindReasons';
import classes from './Coverage.module.css';
import { CoverageStrip } from './CoverageStrip';

/** A camera's last 24 hours, loaded when scrolled into view; `detailed` adds the list of reasons. */
export function CameraDay({ cameraId, detailed = false }: { cameraId: number; detailed?: boolean }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { data, isError, dataUpdatedAt } = useCameraTimeline(cameraId, inViewport);
  return (
    <div ref={ref} className={classes.day}>
      {data && <CoverageStrip timeline={data} />}
      {data && detailed && data.by_reason.length > 0 && <BlindReasons reasons={data.by_reason} />}
      {data && isError && (
        <Text size="xs" c="var(--warning)">
          {t('coverage.as_of', { time: shortTime(new Date(dataUpdatedAt).toISOString(), zone, locale, dataUpdatedAt) })}
        </Text>
      )}
      {!data && isError && (
        <Group gap={6} wrap="nowrap" c="var(--warning)">
          <IconHelpCircle size={16} aria-hidden />
          <Text size="xs">{t('coverage.unknown')}</Text>
        </Group>
      )}
      {!data && !isError && <Skeleton height={22} radius={6} role="status" aria-label={t('common.loading')} />}
    </div>
  );
}
