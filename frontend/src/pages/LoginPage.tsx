import { Anchor, Code, Text } from '@mantine/core';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { PublicPage } from '@/components/PublicPage';
import { LoginForm } from '@/features/auth/components/LoginForm';
import { useRegistration } from '@/features/registration/api/getRegistration';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSessionState } from '@/lib/session/useSession';

interface From {
  from?: string;
  ended?: boolean;
}

export function LoginPage() {
  const { t } = useLocale();
  const { token } = useSessionState();
  const navigate = useNavigate();
  const registration = useRegistration().data;
  const state = (useLocation().state ?? {}) as From;
  const from = state.from ?? '/live';

  if (token !== null) return <Navigate to={from} replace />;
  return (
    <PublicPage
      title={t('auth.title')}
      hint={t('auth.tagline')}
      windowTitle={t('auth.submit')}
      below={
        <>
          {registration === 'open' && (
            <Anchor component={Link} to="/register" ta="center">
              {t('register.offer')}
            </Anchor>
          )}
          <Text size="sm" c="dimmed" ta="center">
            {t('auth.first')} <Code>make run</Code>. {t('auth.lost')} <Code>make password EMAIL=…</Code>
          </Text>
        </>
      }
    >
      <LoginForm ended={state.ended === true} onDone={() => void navigate(from, { replace: true })} />
    </PublicPage>
  );
}
