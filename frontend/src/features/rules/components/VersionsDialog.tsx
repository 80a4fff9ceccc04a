import { Modal, Skeleton, Stack, Text, Title } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useZone } from '@/entities/site/zone';
import { useVersions } from '@/features/rules/api/listVersions';
import { sentenceOf } from '@/features/rules/lib/sentence';
import { changedParts } from '@/features/rules/lib/versions';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import type { Rule, RuleVersion } from '@/types/api';
import classes from './Rules.module.css';

interface Props {
  rule: Pick<Rule, 'id' | 'name'>;
  opened: boolean;
  onClose: () => void;
}

/** A rule as it was in each of its versions, the newest first: a violation keeps the one of its time. */
export function VersionsDialog({ rule, opened, onClose }: Props) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={<Text fw={650}>{t('rules.versions_of', { name: rule.name })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <Versions ruleId={rule.id} />
    </Modal>
  );
}

function Versions({ ruleId }: { ruleId: number }) {
  const { t } = useLocale();
  const { data, isPending, isError, error, refetch } = useVersions(ruleId);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('rules.versions_hint')}
      </Text>
      {isPending && <Skeleton height={120} role="status" aria-label={t('common.loading')} />}
      {isError && data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (
        <ol className={classes.versions} aria-label={t('rules.versions')}>
          {data.map((version, index) => (
            <VersionRow key={version.version} version={version} before={data[index + 1]} />
          ))}
        </ol>
      )}
    </Stack>
  );
}

function VersionRow({ version, before }: { version: RuleVersion; before: RuleVersion | undefined }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const parts = changedParts(version, before).map((part) => t(`rules.part_${part}`));
  const from = exactTime(version.effective_from, zone, locale);
  const names = {
    zone: version.zone?.name ?? null,
    schedule: version.schedule_name === '' ? null : version.schedule_name,
  };
  return (
    <li>
      <Title order={3} size="h5">
        {t('rules.version_n', { n: version.version })} · {version.name}
        {version.effective_to === null && ` · ${t('rules.version_now')}`}
      </Title>
      <Text size="sm" c="dimmed">
        {version.effective_to === null
          ? t('rules.version_from', { from })
          : t('rules.version_period', { from, to: exactTime(version.effective_to, zone, locale) })}
        {version.by_name !== '' && ` · ${version.by_name}`}
      </Text>
      <Text size="sm" mt={4}>
        {sentenceOf(version, names, t, locale)}
      </Text>
      {before !== undefined && (
        <Text size="sm">
          {parts.length === 0 ? t('rules.changed_nothing') : t('rules.changed', { parts: parts.join(', ') })}
        </Text>
      )}
    </li>
  );
}
