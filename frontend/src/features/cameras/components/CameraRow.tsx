import { Anchor, Group, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { appearanceOf } from '@/entities/camera/statusAppearance';
import { useReason } from '@/entities/camera/useReason';
import { useReportedStatus } from '@/entities/camera/useReportedStatus';
import { CameraDay } from '@/entities/coverage/CameraDay';
import { useSiteZone } from '@/entities/site/zone';
import { useChangeCamera } from '@/features/cameras/api/changeCamera';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { shortTime } from '@/lib/time/zonedTime';
import type { Camera } from '@/types/api';
import { CameraMenu } from './CameraMenu';
import classes from './Cameras.module.css';
import { CurrentMode } from './CurrentMode';
import { NextAttempt } from './NextAttempt';

export function CameraRow({ camera, mayManage }: { camera: Camera; mayManage: boolean }) {
  const { t, locale } = useLocale();
  const zone = useSiteZone()(camera.site_id);
  const now = useNow(60_000);
  const reasonText = useReason();
  const problemText = useProblemText();
  const change = useChangeCamera(camera.id);
  const status = useReportedStatus(camera);
  const { tone, icon } = appearanceOf(status, camera.judging);
  const isCurrent = status === camera.state;
  const reason = isCurrent && camera.reason ? reasonText(camera.reason) : null;

  const toggle = () =>
    change.mutate(
      { enabled: !camera.enabled },
      {
        onError: (error) => {
          const { title, hint } = problemText(asProblem(error));
          notifications.show({ color: 'red', title, message: hint });
        },
      },
    );

  return (
    <li className={classes.row} data-camera={camera.id}>
      <div className={classes.who}>
        <Group gap={8}>
          <Anchor component={Link} to={`/live/${camera.id}`} fw={650} c="inherit">
            {camera.name}
          </Anchor>
          {camera.demo && <Chip tone="unknown">{t('common.demo')}</Chip>}
        </Group>
        <Text size="xs" c="dimmed" ff="monospace" className={classes.source}>
          {camera.source}
        </Text>
      </div>
      <div className={classes.state}>
        <Group gap={8}>
          <Chip tone={tone} icon={icon}>
            {t(`status.${status}`)}
          </Chip>
          {isCurrent && camera.state_since !== null && (
            <Text size="xs" c="dimmed">
              {t('cameras.since', { time: shortTime(camera.state_since, zone, locale, now) })}
            </Text>
          )}
        </Group>
        {reason && (
          <Text size="sm" mt={4}>
            {reason.message}{' '}
            <Text span c="dimmed" size="sm">
              {reason.hint}
            </Text>
          </Text>
        )}
        {isCurrent && <NextAttempt camera={camera} />}
      </div>
      <CurrentMode camera={camera} />
      <Group gap={4} wrap="nowrap" className={classes.actions}>
        {mayManage && (
          <Switch
            size="md"
            checked={camera.enabled}
            disabled={change.isPending}
            aria-label={t('cameras.switch_label', { name: camera.name })}
            onChange={toggle}
          />
        )}
        <CameraMenu camera={camera} mayManage={mayManage} />
      </Group>
      <div className={classes.day}>
        <CameraDay cameraId={camera.id} />
      </div>
    </li>
  );
}
