import { Group, Paper, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useModel } from '@/entities/model/api/getModel';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ModelInfo } from '@/types/api';
import { ModelAccuracy } from './ModelAccuracy';
import { ModelClasses } from './ModelClasses';
import { ModelFacts } from './ModelFacts';
import { ModelSwitchNote } from './ModelSwitchNote';

/** The detection model. When it cannot be read, the last report stays, dimmed and dated. */
export function ModelCard() {
  const { t } = useLocale();
  const { data, isError, error, dataUpdatedAt } = useModel();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('system.model')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('system.model')}</Title>
        {data?.pinned === true && <Pinned />}
      </Group>
      {isError && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={220} />}
      {data && (
        <Stack gap="md" mt={isError ? 'md' : 0}>
          {isError && (
            <Text size="sm" c="dimmed">
              {t('system.as_of')} <TimeAgo at={new Date(dataUpdatedAt).toISOString()} size="sm" />
            </Text>
          )}
          <ModelDetails model={data} old={isError} />
        </Stack>
      )}
    </Paper>
  );
}

function ModelDetails({ model, old }: { model: ModelInfo; old: boolean }) {
  return (
    <Stack gap="lg" opacity={old ? 0.55 : 1}>
      {model.switch && !old && <ModelSwitchNote change={model.switch} />}
      <ModelFacts model={model} />
      <ModelAccuracy figures={model.measured} />
      <ModelClasses model={model} />
    </Stack>
  );
}

function Pinned() {
  const { t } = useLocale();
  return (
    <Tooltip label={t('system.pinned_hint')} multiline maw={280}>
      <span>
        <Chip tone="unknown" icon={IconPinFilled}>
          {t('system.pinned')}
        </Chip>
      </span>
    </Tooltip>
  );
}
