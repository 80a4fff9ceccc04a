import { IconAlertTriangle, IconCircleCheckFilled, IconHelpCircle } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { formatBytes } from '@/lib/bytes';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Disk } from '@/types/api';
import classes from './Storage.module.css';

const APPEARANCE = {
  ok: { tone: 'good', icon: IconCircleCheckFilled },
  low: { tone: 'warning', icon: IconAlertTriangle },
  full: { tone: 'bad', icon: IconAlertTriangle },
  unknown: { tone: 'bad', icon: IconHelpCircle },
} as const;

/** The disks that Mandor writes to, and their free space. */
export function StorageDisks({ disks }: { disks: Disk[] }) {
  const { t, locale } = useLocale();
  const size = (bytes: number) => formatBytes(bytes, locale);
  return (
    <ul className={classes.disks} aria-label={t('storage.disk')}>
      {disks.map((disk) => (
        <li key={disk.holds.join()}>
          <span>{disk.holds.map((what) => t(`storage.holds_${what}`)).join(t('storage.and'))}</span>
          <Chip tone={APPEARANCE[disk.level].tone} icon={APPEARANCE[disk.level].icon}>
            {t(`storage.level_${disk.level}`)}
          </Chip>
          {disk.free_bytes !== null && disk.total_bytes !== null && (
            <b>{t('storage.free', { free: size(disk.free_bytes), total: size(disk.total_bytes) })}</b>
          )}
          {disk.reserve_bytes > 0 && <small>{t('storage.reserve', { size: size(disk.reserve_bytes) })}</small>}
        </li>
      ))}
    </ul>
  );
}
