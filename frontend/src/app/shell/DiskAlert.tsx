import { IconDatabaseExclamation } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useStorage } from '@/entities/system/api/getStorage';
import { formatBytes } from '@/lib/bytes';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Shell.module.css';

/** A warning on every page while a disk is nearly full. Shared memory is left out: when full it costs speed, no evidence. */
export function DiskAlert() {
  const { t, locale } = useLocale();
  const problemDisks = (useStorage().data?.disks ?? []).filter(
    (disk) => disk.level !== 'ok' && disk.holds.some((what) => what !== 'memory'),
  );
  return problemDisks.map((disk) => {
    const level = disk.level as 'low' | 'full' | 'unknown';
    const what = disk.holds.map((name) => t(`storage.holds_${name}`)).join(t('storage.and'));
    return (
      <p key={what} className={classes.disk} data-level={level} role={level === 'low' ? 'status' : 'alert'}>
        <IconDatabaseExclamation size={18} aria-hidden />
        <span>
          <b>{t(`storage.alarm_${level}`, { what, free: formatBytes(disk.free_bytes ?? 0, locale) })}</b>{' '}
          {t(`storage.alarm_${level}_do`)} <Link to="/system">{t('storage.alarm_see')}</Link>
        </span>
      </p>
    );
  });
}
