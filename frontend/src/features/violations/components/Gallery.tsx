import { Button, Loader, Text } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Violation } from '@/types/api';
import { ViolationCard } from './ViolationCard';
import classes from './Violations.module.css';

interface Props {
  violations: Violation[];
  waiting: number;
  chosenId: string | null;
  hasMore: boolean;
  loadingMore: boolean;
  /** Why older ones could not be loaded; they are then loaded only on request. */
  moreError: Error | null;
  linkTo: (id: string) => string;
  onRelease: () => void;
  onMore: () => void;
}

export function Gallery({
  violations,
  waiting,
  chosenId,
  hasMore,
  loadingMore,
  moreError,
  linkTo,
  onRelease,
  onMore,
}: Props) {
  const { t } = useLocale();
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!hasMore || loadingMore || moreError !== null || end.current === null) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && onMore(), {
      rootMargin: '800px',
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [hasMore, loadingMore, moreError, onMore]);

  return (
    <>
      {waiting > 0 && (
        <div className={classes.waiting}>
          <Button
            radius="xl"
            leftSection={<IconArrowUp size={16} />}
            onClick={onRelease}
            title={t('violations.new_hint')}
          >
            {t('violations.new', { n: waiting })}
          </Button>
        </div>
      )}
      <ul className={classes.gallery} aria-label={t('violations.title')}>
        {violations.map((violation) => (
          <li key={violation.id} className={classes.cell}>
            <ViolationCard violation={violation} to={linkTo(violation.id)} chosen={violation.id === chosenId} />
          </li>
        ))}
      </ul>
      <div ref={end} className={classes.end}>
        {loadingMore && <Loader size="sm" aria-label={t('violations.more')} />}
        {!loadingMore && moreError !== null && <ProblemAlert error={moreError} onRetry={onMore} />}
        {!hasMore && (
          <Text size="sm" c="dimmed">
            {t('violations.end')}
          </Text>
        )}
      </div>
    </>
  );
}
