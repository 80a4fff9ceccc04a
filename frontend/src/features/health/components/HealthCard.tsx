import { Group, List, Paper, Skeleton, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled, IconHelpCircle } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useHealth } from '@/entities/system/api/getHealth';
import { LastReported } from '@/entities/system/LastReported';
import { useHealthProblem } from '@/features/health/hooks/useHealthProblem';
import { useLocale } from '@/lib/i18n/useLocale';

const APPEARANCE = {
  healthy: { tone: 'good', icon: IconCircleCheckFilled },
  degraded: { tone: 'warning', icon: IconAlertTriangle },
  unhealthy: { tone: 'bad', icon: IconAlertTriangle },
} as const;

/** The health of the system. When it cannot be read, the last report stays, dimmed and dated. */
export function HealthCard() {
  const { t } = useLocale();
  const sentence = useHealthProblem();
  const { data, isError, error, dataUpdatedAt } = useHealth();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('system.health')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('system.health')}</Title>
        {data && !isError && data.version !== '' && (
          <Text size="sm" c="dimmed">
            {t('system.version', { version: data.version })}
          </Text>
        )}
      </Group>
      {isError && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={48} />}
      {data && (
        <LastReported old={isError} at={dataUpdatedAt}>
          <Group>
            <Chip {...(isError ? { tone: 'unknown', icon: IconHelpCircle } : APPEARANCE[data.status])}>
              {t(`system.${data.status}`)}
            </Chip>
          </Group>
          {data.problems.length > 0 && (
            <List size="sm" spacing={4}>
              {data.problems.map((problem) => (
                <List.Item key={problem.message}>{sentence(problem)}</List.Item>
              ))}
            </List>
          )}
        </LastReported>
      )}
    </Paper>
  );
}
