import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import { durationText } from '@/lib/time/duration';
import type { Coverage } from '@/types/api';
import { shareOf } from './coverage';
import classes from './Coverage.module.css';

/** "Watched 22 h 10 min of 24 h; blind 1 h 50 min": the time that a count is based on. */
export function CoverageSentence({ coverage, cameras = 1 }: { coverage: Coverage; cameras?: number }) {
  const { t } = useLocale();
  const { watched, blind, planned, whole } = shareOf(coverage);
  const long = (seconds: number) => durationText(seconds, t);
  if (whole < 1) return <span>{t('coverage.none')}</span>;
  const Icon = watched < 1 || blind >= 1 ? IconEyeOff : IconEye;
  const all = whole - watched < 1;
  const first = t(all ? 'coverage.watched_all' : watched < 1 ? 'coverage.nothing_of' : 'coverage.watched_of', {
    watched: long(watched),
    whole: long(whole),
  });
  const tone = blind >= 1 ? (watched < 1 ? 'bad' : 'warning') : watched < 1 ? 'unknown' : 'good';
  return (
    <span className={classes.sentence} data-tone={tone}>
      <Icon size={16} aria-hidden />
      <span>
        {first}
        {cameras > 1 && ` (${t('coverage.of_cameras', { n: cameras })})`}
        {blind >= 1 && `; ${t('coverage.blind', { blind: long(blind) })}`}
        {planned >= 1 && `; ${t('coverage.planned', { planned: long(planned) })}`}
      </span>
    </span>
  );
}
