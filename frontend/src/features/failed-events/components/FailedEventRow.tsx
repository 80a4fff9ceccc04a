import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useDeleteFailedEvent } from '@/features/failed-events/api/deleteFailedEvent';
import { useRetryFailedEvent } from '@/features/failed-events/api/retryFailedEvent';
import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';
import type { DeadLetter } from '@/types/api';
import classes from './FailedEvents.module.css';

/** One failed event: kind, camera, time, reason, and actions. */
export function FailedEventRow({ letter }: { letter: DeadLetter }) {
  const { t } = useLocale();
  const [asking, ask] = useDisclosure(false);
  const retry = useRetryFailedEvent();
  const removal = useDeleteFailedEvent();
  const kind = `failed.kind.${letter.kind ?? 'unknown'}`;
  const what = t(isKey(kind) ? kind : 'failed.kind.unknown');
  const where = letter.camera_name ?? (letter.camera_id === null ? null : t('failed.camera', { id: letter.camera_id }));
  const code = `failed.code.${letter.code}`;
  const at = letter.decided_at ?? letter.put_aside_at;
  return (
    <li className={classes.row}>
      <div>
        <Text fw={600} size="sm">
          {[what, where].filter(Boolean).join(' · ')}
        </Text>
        <Text size="sm">{isKey(code) ? t(code) : letter.code}</Text>
        {letter.reason !== '' && (
          <Text size="xs" c="dimmed" className={classes.reason ?? ''}>
            {letter.reason}
          </Text>
        )}
        <TimeAgo at={at} size="xs" c="dimmed" />
        {retry.isError && <ProblemAlert error={retry.error} />}
      </div>
      <Group gap="xs" className={classes.buttons ?? ''}>
        <Button
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate(letter.id)}
          aria-label={t('failed.retry_one', { what })}
        >
          {t('common.retry')}
        </Button>
        <Button variant="subtle" color="red" onClick={ask.open} aria-label={t('failed.delete_one', { what })}>
          {t('failed.delete')}
        </Button>
      </Group>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={<Text fw={650}>{t('failed.delete_title')}</Text>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text size="sm">{t('failed.delete_text')}</Text>
        {removal.isError && <ProblemAlert error={removal.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            loading={removal.isPending}
            onClick={() => removal.mutate(letter.id, { onSuccess: ask.close })}
          >
            {t('failed.delete_yes')}
          </Button>
        </Group>
      </Modal>
    </li>
  );
}
