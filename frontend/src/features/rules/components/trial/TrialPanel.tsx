import { Button, Paper, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TRIED_DAYS } from '@/entities/rule/api/getAssessability';
import { useTryRule } from '@/features/rules/api/tryRule';
import { useLocale } from '@/lib/i18n/useLocale';
import type { RuleFields } from '@/types/api';
import { TrialResult } from './TrialResult';

interface Props {
  cameraId: number;
  fields: RuleFields;
  /** Whether everything but the name is filled in. */
  isComplete: boolean;
}

/** Try the rule as it is typed over the last days, before it is saved. */
export function TrialPanel({ cameraId, fields, isComplete }: Props) {
  const { t } = useLocale();
  const trial = useTryRule(cameraId);
  const isOld = trial.variables !== undefined && !isSame(trial.variables, fields);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('trial.title')}>
      <Stack gap="sm">
        <Button
          variant="default"
          size="md"
          leftSection={<IconPlayerPlay size={18} />}
          loading={trial.isPending}
          disabled={!isComplete}
          onClick={() => trial.mutate(fields)}
        >
          {t('trial.try', { days: TRIED_DAYS })}
        </Button>
        {!isComplete && (
          <Text size="sm" c="dimmed">
            {t('trial.incomplete')}
          </Text>
        )}
        {trial.isPending && (
          <Text size="sm" c="dimmed" role="status">
            {t('trial.running')}
          </Text>
        )}
        {trial.isError && <ProblemAlert error={trial.error} safe={t('error.safe_typed')} />}
        {trial.data && (
          <>
            {isOld && (
              <Text size="sm" c="var(--warning)">
                {t('trial.old')}
              </Text>
            )}
            <TrialResult trial={trial.data} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** A name and a switch change nothing of what a rule would have done. */
const isSame = (one: RuleFields, other: RuleFields): boolean =>
  JSON.stringify({ ...one, name: '', enabled: true }) === JSON.stringify({ ...other, name: '', enabled: true });
