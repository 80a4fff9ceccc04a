import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useRules } from '@/entities/rule/api/listRules';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import { EverywhereRow } from './EverywhereRow';
import { RuleRow } from './RuleRow';
import classes from './Rules.module.css';
import { UnreadableRule } from './UnreadableRule';

/** The rules of a camera: that of its own settings first. */
export function RuleSection({ camera, mayChange }: { camera: Camera; mayChange: boolean }) {
  const { t } = useLocale();
  const { data, isPending, isError, error, refetch } = useRules(camera.id);
  return (
    <Stack gap="sm" component="section" aria-label={t('rules.title')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('rules.title')}
        </Title>
        {mayChange && (
          <Button
            component={Link}
            to={`/cameras/${camera.id}/zones/rules/new`}
            size="md"
            leftSection={<IconPlus size={18} />}
          >
            {t('rules.new')}
          </Button>
        )}
      </Group>
      {isPending && <Skeleton height={120} radius="md" role="status" aria-label={t('common.loading')} />}
      {isError && !data && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Paper withBorder component="ul" className={classes.list} aria-label={t('rules.title')}>
            <EverywhereRow camera={camera} />
            {data.items.map((rule) => (
              <RuleRow key={rule.id} rule={rule} mayChange={mayChange} />
            ))}
            {data.unreadable.map((rule) => (
              <UnreadableRule key={rule.id} cameraId={camera.id} rule={rule} mayChange={mayChange} />
            ))}
          </Paper>
          {data.items.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('rules.empty_hint')}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}
