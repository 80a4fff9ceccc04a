import { Alert } from '@mantine/core';
import { useMe } from '@/entities/user/api/getMe';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSessionState } from '@/lib/session/useSession';

/** Says so when somebody else is logged in at this browser. */
export function LoggedInNotice({ email }: { email: string }) {
  const { token } = useSessionState();
  return token === null ? null : <Notice email={email} />;
}

function Notice({ email }: { email: string }) {
  const { t } = useLocale();
  const user = useMe().data?.user;
  if (user === undefined || user.email === email) return null;
  return (
    <Alert color="yellow" role="note">
      {t('welcome.logged_in', { name: user.name, email })}
    </Alert>
  );
}
