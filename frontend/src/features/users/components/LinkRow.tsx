import { Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconClockX } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useShowProblem } from '@/components/useShowProblem';
import { useZone } from '@/entities/site/zone';
import { useRenewLink } from '@/features/users/api/renewLink';
import { useRevokeLink } from '@/features/users/api/revokeLink';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { OpenLink } from '@/types/api';
import { LimitText } from './LimitText';
import { MadeLinkDialog } from './MadeLinkDialog';
import classes from './Users.module.css';

/** An open link: what it is for and until when, with another one in its place, or an end to it. */
export function LinkRow({ link }: { link: OpenLink }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(60_000);
  const showProblem = useShowProblem();
  const renew = useRenewLink();
  const revoke = useRevokeLink();
  const [asking, ask] = useDisclosure();
  const { id, name, email, purpose, role } = link;
  const end = () =>
    revoke.mutate(id, {
      onSuccess: () => {
        ask.close();
        notifications.show({ color: 'green', message: t('links.revoked', { name }) });
      },
    });
  return (
    <li className={classes.row}>
      <div>
        <Text fw={650}>{name}</Text>
        <Text size="sm" c="dimmed">
          {email}
        </Text>
      </div>
      <div>
        <Text size="sm">{t(`links.${purpose}`)}</Text>
        {link.is_expired ? (
          <Chip tone="warning" icon={IconClockX}>
            {t('links.expired')}
          </Chip>
        ) : (
          <Text size="xs" c="dimmed">
            {t('links.until', { time: comingTime(link.expires_at, zone, locale, now) })}
          </Text>
        )}
      </div>
      <div>
        {purpose === 'invite' && role !== null && (
          <>
            <Text size="sm">{t(`role.${role}`)}</Text>
            <LimitText limits={link.limits} />
          </>
        )}
        {purpose === 'email' && <Text size="sm">{t('links.hand_to_new')}</Text>}
      </div>
      <Group gap={4} wrap="nowrap" className={`${classes.actions ?? ''} ${classes.below ?? ''}`}>
        <Tooltip label={t('links.renew_hint')}>
          <Button
            variant="default"
            loading={renew.isPending}
            aria-label={t('links.renew_name', { name })}
            onClick={() => renew.mutate(id, { onError: showProblem })}
          >
            {t('links.renew')}
          </Button>
        </Tooltip>
        <Button variant="subtle" color="gray" aria-label={t('links.revoke_name', { name })} onClick={ask.open}>
          {t('links.revoke')}
        </Button>
      </Group>
      <MadeLinkDialog made={renew.data} onClose={renew.reset} />
      <Modal
        opened={asking}
        onClose={ask.close}
        title={<Text fw={650}>{t('links.revoke_title')}</Text>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text>{t('links.revoke_body', { name, email })}</Text>
        {revoke.error !== null && <ProblemAlert error={revoke.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" size="md" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" size="md" loading={revoke.isPending} onClick={end}>
            {t('links.revoke')}
          </Button>
        </Group>
      </Modal>
    </li>
  );
}
