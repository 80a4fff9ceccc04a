import { Alert, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useZone } from '@/entities/site/zone';
import { useBypassRule } from '@/features/rules/api/bypassRule';
import { BYPASSES, bypassEnd, REASON_LENGTH, type BypassLength } from '@/features/rules/lib/bypassEnd';
import { useLocale } from '@/lib/i18n/useLocale';
import { durationText } from '@/lib/time/duration';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { Rule } from '@/types/api';

interface Props {
  rule: Rule;
  opened: boolean;
  onClose: () => void;
}

/** Suspend a rule for a while; it applies again by itself. */
export function BypassDialog({ rule, opened, onClose }: Props) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={650}>{t('rules.bypass_name', { name: rule.name })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <BypassForm rule={rule} onDone={onClose} />
    </Modal>
  );
}

function BypassForm({ rule, onDone }: { rule: Rule; onDone: () => void }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(10_000);
  const [length, setLength] = useState<BypassLength>('h2');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const change = useBypassRule(rule.camera_id, rule.id);
  const { name } = rule;
  const submit = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    change.mutate(
      { until: bypassEnd(length, Date.now()), reason: reason.trim() },
      {
        onSuccess: () => {
          notifications.show({ color: 'green', message: t('rules.bypassed', { name }) });
          onDone();
        },
      },
    );
  };
  return (
    <Stack gap="lg">
      <Running rule={rule} now={now} onDone={onDone} />
      <Radio.Group label={t('rules.bypass_for')} value={length} onChange={(value) => setLength(value)}>
        <Stack gap="sm" mt="xs">
          {BYPASSES.map((one) => (
            <Radio
              key={one}
              size="md"
              value={one}
              label={t(`rules.bypass_${one}`)}
              description={t('override.until', { time: comingTime(bypassEnd(one, now), zone, locale, now) })}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('rules.bypass_reason')}
        description={t('rules.bypass_reason_hint')}
        maxLength={REASON_LENGTH}
        value={reason}
        error={missing && reason.trim() === '' ? t('rules.bypass_reason_missing') : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t('rules.bypass_hint')}
      </Text>
      {change.isError && <ProblemAlert error={change.error} safe={t('error.safe_typed')} />}
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" size="md" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button size="md" loading={change.isPending} onClick={submit}>
          {t('rules.bypass_set')}
        </Button>
      </Group>
    </Stack>
  );
}

/** The bypass in force: how long it lasts, why, and a button to end it. */
function Running({ rule, now, onDone }: { rule: Rule; now: number; onDone: () => void }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const end = useBypassRule(rule.camera_id, rule.id);
  const { bypass, name } = rule;
  if (bypass === null) return null;
  const left = Math.max(0, (Date.parse(bypass.until) - now) / 1_000);
  const finish = () =>
    end.mutate(null, {
      onSuccess: () => {
        notifications.show({ color: 'green', message: t('rules.bypass_ended', { name }) });
        onDone();
      },
    });
  return (
    <Alert color="yellow" icon={<IconHandStop />} title={t('rules.bypass_running')}>
      <Text size="sm">
        {t('rules.bypass_left', { time: comingTime(bypass.until, zone, locale, now), left: durationText(left, t) })}
      </Text>
      <Text size="sm">
        {bypass.by_name === '' ? bypass.reason : t('rules.bypass_by', { name: bypass.by_name, reason: bypass.reason })}
      </Text>
      {end.isError && <ProblemAlert error={end.error} />}
      <Button variant="default" size="md" mt="xs" loading={end.isPending} onClick={finish}>
        {t('rules.bypass_end')}
      </Button>
    </Alert>
  );
}
