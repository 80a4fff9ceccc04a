import { Group, Skeleton, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useInViewport } from '@mantine/hooks';
import { useDay } from '@/entities/coverage/api/getCompanyCoverage';
import { useLocale } from '@/lib/i18n/useLocale';
import { useZone } from '@/entities/user/api/getMe';
import { shortTime } from '@/lib/time/zonedTime';
import { BlindReasons } from './BlindReasons';
import classes from './Coverage.module.css';
import { WatchStrip } from './CoverageStrip';

/** A camera's last 24 hours, asked for when it comes into view; with its reasons as a list where there is room. */
export function CameraDay({ cameraId, detailed = false }: { cameraId: number; detailed?: boolean }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { data, isError, dataUpdatedAt } = useDay(cameraId, inViewport);
  return (
    <div ref={ref} className={classes.day}>
      {data && <WatchStrip timeline={data} />}
      {data && detailed && data.by_reason.length > 0 && <BlindReasons reasons={data.by_reason} />}
      {data && isError && (
        <Text size="xs" c="var(--doubt)">
          {t('coverage.as_of', { time: shortTime(new Date(dataUpdatedAt).toISOString(), zone, locale, dataUpdatedAt) })}
        </Text>
      )}
      {!data && isError && (
        <Group gap={6} wrap="nowrap" c="var(--doubt)">
          <IconHelpCircle size={16} aria-hidden />
          <Text size="xs">{t('coverage.unknown')}</Text>
        </Group>
      )}
      {!data && !isError && <Skeleton height={22} radius={6} role="status" aria-label={t('common.loading')} />}
    </div>
  );
}
