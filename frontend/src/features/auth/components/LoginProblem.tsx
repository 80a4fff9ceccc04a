import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';

/** Why the log-in failed: wrong credentials, too many attempts, or the system. */
export function LoginProblem({ error, blockedUntil }: { error: unknown; blockedUntil: number }) {
  const { t } = useLocale();
  const now = useNow(1_000);
  const { code } = asProblem(error);
  if (code === 'login_failed') {
    return (
      <Alert color="red" icon={<IconAlertTriangle />} title={t('auth.wrong')} role="alert">
        {t('auth.wrong_hint')}
      </Alert>
    );
  }
  if (code === 'too_many_requests') {
    const n = Math.max(1, Math.ceil((blockedUntil - now) / 1000));
    return (
      <Alert color="yellow" icon={<IconAlertTriangle />} title={t('auth.too_many')} role="alert">
        {t('auth.too_many_hint', { n })}
      </Alert>
    );
  }
  return <ProblemAlert error={error} safe={t('error.safe_typed')} />;
}
