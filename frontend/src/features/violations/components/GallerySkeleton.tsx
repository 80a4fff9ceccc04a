import { Skeleton } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Violations.module.css';

export function GallerySkeleton() {
  const { t } = useLocale();
  return (
    <div className={classes.gallery} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} height={270} radius="md" />
      ))}
    </div>
  );
}
