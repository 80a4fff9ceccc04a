import { Anchor, Skeleton } from '@mantine/core';
import { IconBuildingFactory2 } from '@tabler/icons-react';
import { Link, Navigate, useNavigate } from 'react-router';
import { Message } from '@/components/Message';
import { ProblemMessage } from '@/components/ProblemMessage';
import { PublicPage } from '@/components/PublicPage';
import { useRegistration } from '@/features/registration/api/getRegistration';
import { RegistrationForm } from '@/features/registration/components/RegistrationForm';
import { ApiProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSessionState } from '@/lib/session/useSession';

/** Registration of a company, where everybody may. */
export function RegisterPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const { token } = useSessionState();
  const { data: mode, error, refetch } = useRegistration();
  if (token !== null) return <Navigate to="/live" replace />;
  return (
    <PublicPage
      title={t('register.title')}
      {...(mode === 'open' && { hint: t('register.hint') })}
      below={
        <Anchor component={Link} to="/login" ta="center">
          {t('register.have_account')}
        </Anchor>
      }
    >
      {mode === undefined && error === null && <Skeleton height={320} role="status" aria-label={t('common.loading')} />}
      {mode === undefined && error !== null && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {mode === 'closed' && <ProblemMessage error={new ApiProblem({ code: 'registration_closed' })} />}
      {mode === 'invitation' && (
        <Message
          tone="neutral"
          icon={IconBuildingFactory2}
          title={t('register.by_link')}
          text={t('register.by_link_hint')}
        />
      )}
      {mode === 'open' && <RegistrationForm onDone={() => void navigate('/live', { replace: true })} />}
    </PublicPage>
  );
}
