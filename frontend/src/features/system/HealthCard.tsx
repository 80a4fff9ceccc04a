import { Group, List, Paper, Skeleton, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLocale } from '@/hooks/useLocale';
import { useHealthProblem } from './useHealthProblem';
import { useHealth } from './useSystem';

const TONES = { healthy: 'good', degraded: 'doubt', unhealthy: 'bad' } as const;

export function HealthCard() {
  const { t } = useLocale();
  const sentence = useHealthProblem();
  const { data, isError, error } = useHealth();
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
      {data && !isError && (
        <>
          <Chip tone={TONES[data.status]} icon={data.status === 'healthy' ? IconCircleCheckFilled : IconAlertTriangle}>
            {t(`system.${data.status}`)}
          </Chip>
          {data.problems.length > 0 && (
            <List size="sm" mt="sm" spacing={4}>
              {data.problems.map((problem) => (
                <List.Item key={problem.message}>{sentence(problem)}</List.Item>
              ))}
            </List>
          )}
        </>
      )}
    </Paper>
  );
}
