import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { currentAndNext, previewDays } from '@/entities/schedule/previewDays';
import { DayTrack, Hours } from '@/features/schedules/components/DayTrack';
import { ModeLegend } from '@/features/schedules/components/ModeLegend';
import classes from '@/features/schedules/components/Schedules.module.css';
import { SkippedSlots } from '@/features/schedules/components/SkippedSlots';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { Preview, PreviewInterval } from '@/types/api';

/** What the schedule would do from today on, computed by the backend. Dimmed while it belongs to earlier input. */
export function PreviewPanel({ editor: { preview, isValid } }: { editor: Editor }) {
  const { t } = useLocale();
  const { data, isPlaceholderData, isError, error } = preview;
  const old = !isValid || isPlaceholderData;
  const marked = isError && Object.keys(asProblem(error).fields).length > 0;
  return (
    <Paper withBorder p="md" component="section" className={classes.preview} aria-busy={old}>
      <Stack gap="sm">
        <Title order={2}>{t('schedules.preview')}</Title>
        {(!isValid || marked) && (
          <Text size="sm" role="status">
            {t('schedules.preview_waits')}
          </Text>
        )}
        {isValid && isError && !marked && <ProblemAlert error={error} safe={t('error.safe_typed')} />}
        {isValid && data === undefined && !isError && (
          <Skeleton height={260} role="status" aria-label={t('common.loading')} />
        )}
        {data !== undefined && !isError && <PreviewContent preview={data} dimmed={old} />}
        <ModeLegend />
      </Stack>
    </Paper>
  );
}

function PreviewContent({ preview, dimmed }: { preview: Preview; dimmed: boolean }) {
  const { intervals, time_zone: zone, skipped } = preview;
  const { t, locale } = useLocale();
  const now = useNow(30_000);
  const { current, next } = currentAndNext(intervals, now);
  const days = previewDays(intervals, zone);
  const what = ({ mode, name }: PreviewInterval) => [t(`mode.${mode}`), name].filter(Boolean).join(' · ');
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone });
  const share = (at: string, until: string) => (now - Date.parse(at)) / (Date.parse(until) - Date.parse(at));
  return (
    <Stack gap="sm" className={classes.content} data-dimmed={dimmed || undefined}>
      <dl className={classes.summary}>
        {current && (
          <div>
            <dt>{t('schedules.preview_now')}</dt>
            <dd>{what(current)}</dd>
          </div>
        )}
        <div>
          <dt>{t('schedules.preview_next')}</dt>
          <dd>
            {next
              ? t('schedules.preview_from', { what: what(next), time: comingTime(next.from, zone, locale, now) })
              : t('schedules.preview_same')}
          </dd>
        </div>
      </dl>
      <div className={classes.grid} data-dated>
        {days.map(({ at, until, bars, ruler, clocksChange, exception }, index) => (
          <Fragment key={at}>
            {String(ruler) !== String(days[index - 1]?.ruler) && <Hours at={ruler} />}
            <DayTrack
              day={day.format(new Date(at))}
              bars={bars}
              note={[exception, clocksChange && t('schedules.clocks_change')].filter(Boolean).join(', ')}
              now={index === 0 ? share(at, until) : null}
            />
          </Fragment>
        ))}
      </div>
      <SkippedSlots slots={skipped} />
      <Text size="xs" c="dimmed">
        {t('schedules.preview_zone', { zone })}
      </Text>
    </Stack>
  );
}
