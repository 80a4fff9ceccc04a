import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLinks } from '@/features/users/api/listLinks';
import { useLocale } from '@/lib/i18n/useLocale';
import { LinkRow } from './LinkRow';
import classes from './Users.module.css';

/** Links that were made and not used yet. */
export function LinkList() {
  const { t } = useLocale();
  const { data, isPending, error, refetch } = useLinks();
  return (
    <Stack gap="xs" component="section" aria-label={t('links.title')}>
      <Title order={2}>{t('links.title')}</Title>
      {isPending && <Skeleton height={68} radius="md" role="status" aria-label={t('common.loading')} />}
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <Text c="dimmed">{t('links.none')}</Text>}
      {data && data.length > 0 && (
        <>
          <Text c="dimmed">{t('links.about')}</Text>
          <Paper
            withBorder
            component="ul"
            className={`${classes.list ?? ''} ${classes.links ?? ''}`}
            aria-label={t('links.title')}
          >
            {data.map((link) => (
              <LinkRow key={link.id} link={link} />
            ))}
          </Paper>
        </>
      )}
    </Stack>
  );
}
