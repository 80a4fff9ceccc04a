import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { TRIED_DAYS } from '@/entities/rule/api/getAssessability';
import { SEVERITIES } from '@/entities/violation/severities';
import { useZone } from '@/entities/site/zone';
import classes from '@/features/rules/components/Rules.module.css';
import { useJudgementText } from '@/features/rules/hooks/useJudgementText';
import { useLocale } from '@/lib/i18n/useLocale';
import { durationText } from '@/lib/time/duration';
import { exactTime } from '@/lib/time/zonedTime';
import type { RuleTrial } from '@/types/api';
import { TrialExamples } from './TrialExamples';

/** What a rule would have done: how often, how much could not be assessed, and pictures where there are any. */
export function TrialResult({ trial }: { trial: RuleTrial }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const judgementText = useJudgementText();
  const { raised, known, confirmed, people } = trial;
  const share = trial.not_assessable_share;
  const reached = SEVERITIES.filter((one) => trial.by_severity[one] > 0);
  const severities = reached.map((one) => `${t(`severity.${one}`)} ${trial.by_severity[one]}`).join(' · ');
  const warnings = [
    ...judgementText(trial.items),
    trial.condition_ignored && t('trial.condition_ignored'),
    trial.truncated && t('trial.truncated', { since: exactTime(trial.since, zone, locale) }),
  ].filter((text) => text !== false);
  return (
    <Stack gap={6} role="status" aria-label={t('trial.result')}>
      <Text fw={650}>{t('trial.raised', { n: raised, days: TRIED_DAYS })}</Text>
      {confirmed !== null && raised > 0 && <Text size="sm">{t('trial.confirmed', { n: confirmed })}</Text>}
      {confirmed === null && known > 0 && <Text size="sm">{t('trial.known', { n: known })}</Text>}
      {reached.length > 1 && <Text size="sm">{severities}</Text>}
      <Text size="sm">
        {people === 0
          ? t('trial.nobody')
          : t('trial.people', { n: people, time: durationText(trial.person_seconds, t) })}
      </Text>
      {share !== null && <Text size="sm">{t('trial.not_assessable', { percent: Math.round(share * 100) })}</Text>}
      {warnings.map((text) => (
        <Group key={text} gap={6} wrap="nowrap" align="flex-start" c="var(--warning)">
          <IconAlertTriangle size={16} className={classes.icon} aria-hidden />
          <Text size="sm">{text}</Text>
        </Group>
      ))}
      <TrialExamples examples={trial.examples} raised={raised} />
    </Stack>
  );
}
