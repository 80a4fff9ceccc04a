import { Drawer, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useViolations } from '@/entities/violation/api/listViolations';
import { filtersFrom, filtersInto, NO_FILTERS } from '@/entities/violation/filters';
import { FilterBar } from '@/features/violations/components/FilterBar';
import { Gallery } from '@/features/violations/components/Gallery';
import { GallerySkeleton } from '@/features/violations/components/GallerySkeleton';
import { NoViolations } from '@/features/violations/components/NoViolations';
import { ObservedTime } from '@/features/violations/components/ObservedTime';
import { ViolationDetail } from '@/features/violations/components/ViolationDetail';
import { useHeldBack } from '@/features/violations/hooks/useHeldBack';
import { useReviewKeys } from '@/features/violations/hooks/useReviewKeys';
import { useAtTop } from '@/lib/dom/useAtTop';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Pages.module.css';

export function ViolationsPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const { violationId = null } = useParams();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const list = useViolations(filters);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const atTop = useAtTop(scroller);
  const { shown, waiting, release } = useHeldBack(list.items, atTop, search.toString());
  const phone = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });

  const query = search.size > 0 ? `?${search}` : '';
  const linkTo = (id: string) => `/violations/${id}${query}`;
  const open = (id: string) => void navigate(linkTo(id), { replace: violationId !== null });
  const close = () => void navigate(`/violations${query}`);
  const { next, previous } = useReviewKeys({ ids: shown.map(({ id }) => id), openId: violationId, open, close });
  const clear = () => setSearch(filtersInto(search, NO_FILTERS));

  useEffect(() => {
    if (
      next === null &&
      violationId !== null &&
      list.hasNextPage &&
      !list.isFetchingNextPage &&
      !list.isFetchNextPageError
    )
      void list.fetchNextPage();
  }, [next, violationId, list]);

  const detail = violationId !== null && (
    <ViolationDetail
      id={violationId}
      onClose={close}
      onNext={next === null ? null : () => open(next)}
      onPrevious={previous === null ? null : () => open(previous)}
    />
  );
  return (
    <div className={classes.split}>
      <div className={classes.main} ref={setScroller}>
        <Stack gap="md">
          <PageHeader title={t('violations.title')} />
          <FilterBar filters={filters} onChange={(changed) => setSearch(filtersInto(search, changed))} />
          <ObservedTime filters={filters} />
          {list.isPending && <GallerySkeleton />}
          {list.isError && list.items.length === 0 && (
            <ProblemMessage error={list.error} onRetry={() => void list.refetch()} />
          )}
          {list.isSuccess && list.items.length === 0 && <NoViolations filters={filters} onClear={clear} />}
          {list.items.length > 0 && (
            <Gallery
              violations={shown}
              waiting={waiting}
              chosenId={violationId}
              hasMore={list.hasNextPage}
              loadingMore={list.isFetchingNextPage}
              moreError={list.isFetchNextPageError ? list.error : null}
              linkTo={linkTo}
              onRelease={() => {
                release();
                scroller?.scrollTo({ top: 0 });
              }}
              onMore={() => void list.fetchNextPage()}
            />
          )}
        </Stack>
      </div>
      {!phone && detail && <aside className={classes.side}>{detail}</aside>}
      {phone && (
        <Drawer
          opened={violationId !== null}
          onClose={close}
          size="100%"
          withCloseButton={false}
          padding="sm"
          attributes={{ content: { 'aria-label': t('violations.detail') } }}
        >
          {detail}
        </Drawer>
      )}
    </div>
  );
}
