import { Alert, Image, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useReason } from '@/entities/camera/useReason';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CameraTest } from '@/types/api';

/** The result of a connection test: a picture with its properties, or the reason it failed. */
export function TestResult({ result, outdated }: { result: CameraTest; outdated: boolean }) {
  const { t, locale } = useLocale();
  const reasonText = useReason();
  const stale = outdated && (
    <Text size="sm" mt={4}>
      {t('cameras.test_stale')}
    </Text>
  );
  if (!result.ok) {
    const { message, hint } = reasonText(result.reason);
    return (
      <Alert color="red" icon={<IconAlertTriangle />} title={t('cameras.test_failed')} role="alert">
        <Text size="sm">{message}</Text>
        {hint !== '' && <Text size="sm">{hint}</Text>}
        {stale}
      </Alert>
    );
  }
  const { width, height, codec, snapshot } = result;
  const fps =
    result.fps === null ? '?' : new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(result.fps);
  return (
    <Alert color={outdated ? 'gray' : 'green'} icon={<IconCircleCheck />} title={t('cameras.test_ok')} role="status">
      <Text size="sm">{t('cameras.test_numbers', { width, height, fps, codec })}</Text>
      {stale}
      <Image
        src={snapshot}
        alt={t('cameras.test_snapshot')}
        radius="sm"
        mt="xs"
        mah={240}
        fit="contain"
        opacity={outdated ? 0.5 : 1}
      />
    </Alert>
  );
}
