import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useSiteZone } from '@/entities/site/zone';
import { useMay } from '@/entities/user/useMay';
import { useRetryCamera } from '@/features/cameras/api/retryCamera';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { shortTime } from '@/lib/time/zonedTime';
import type { Camera } from '@/types/api';

/** Attempts sooner than this are not worth a line that is gone when it has been read. */
const SHOWN_MS = 30_000;

/** When a camera that failed is tried again, and a button that does it now. */
export function NextAttempt({ camera }: { camera: Camera }) {
  const { t, locale } = useLocale();
  const zone = useSiteZone()(camera.site_id);
  const now = useNow(10_000);
  const mayRetry = useMay('operate_cameras');
  const problemText = useProblemText();
  const retry = useRetryCamera(camera.id);
  if (camera.next_attempt_at === null) return null;
  const time = shortTime(camera.next_attempt_at, zone, locale, now);
  if (camera.reason?.code === 'restarts_too_often')
    return (
      <Text size="sm" c="dimmed">
        {t('cameras.restarted', { n: camera.restarts ?? 0, time })}
      </Text>
    );
  if (Date.parse(camera.next_attempt_at) - now < SHOWN_MS) return null;
  const tryNow = () =>
    retry.mutate(undefined, {
      onError: (error) => {
        const { title, hint } = problemText(asProblem(error));
        notifications.show({ color: 'red', title, message: hint });
      },
    });
  return (
    <Group gap={8} mt={4}>
      <Text size="sm" c="dimmed">
        {t('cameras.next_attempt', { time })}
      </Text>
      {mayRetry === true && (
        <Button size="compact-sm" variant="light" loading={retry.isPending} onClick={tryNow}>
          {t('cameras.try_now')}
        </Button>
      )}
    </Group>
  );
}
