import { Anchor, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useViolations } from '@/entities/violation/api/listViolations';
import { filtersInto, NO_FILTERS } from '@/entities/violation/filters';
import { useLocale } from '@/lib/i18n/useLocale';
import { ViolationCard } from './ViolationCard';
import classes from './Violations.module.css';

/** Cards in the rail beside live pictures. */
const LATEST_VIOLATIONS = 20;

/** The latest violations, of all cameras or of one, arriving as they are found. */
export function LatestRail({ cameraId = null }: { cameraId?: number | null }) {
  const { t } = useLocale();
  const filters = { ...NO_FILTERS, cameraId };
  const { items, isPending, isError, error } = useViolations(filters);
  const search = filtersInto(new URLSearchParams(), filters).toString();
  const query = search === '' ? '' : `?${search}`;

  return (
    <Stack gap="sm" component="section" aria-label={t('live.latest')}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h4" fz="sm">
          {t('live.latest')}
        </Title>
        <Anchor component={Link} to={`/violations${query}`} size="sm">
          {t('live.latest_all')}
        </Anchor>
      </Group>
      {isPending && Array.from({ length: 5 }, (_, index) => <Skeleton key={index} height={88} radius="md" />)}
      {isError && items.length === 0 && <ProblemAlert error={error} />}
      {!isPending && !isError && items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('live.latest_empty')}
        </Text>
      )}
      <ul className={classes.rail}>
        {items.slice(0, LATEST_VIOLATIONS).map((violation) => (
          <li key={violation.id}>
            <ViolationCard violation={violation} to={`/violations/${violation.id}${query}`} row />
          </li>
        ))}
      </ul>
    </Stack>
  );
}
