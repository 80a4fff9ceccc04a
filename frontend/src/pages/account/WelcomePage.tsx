import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { Message } from '@/components/Message';
import { ProblemMessage } from '@/components/ProblemMessage';
import { PublicPage } from '@/components/PublicPage';
import { RegistrationForm } from '@/features/registration/components/RegistrationForm';
import { useLinkContent } from '@/features/welcome/api/inspectLink';
import { AddressConfirmation } from '@/features/welcome/components/AddressConfirmation';
import { PasswordLinkForm } from '@/features/welcome/components/PasswordLinkForm';
import { asProblem, isPassing } from '@/lib/api/problem';
import { useLocale, type Translate } from '@/lib/i18n/useLocale';
import { ownZone } from '@/lib/time/timeZones';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { LinkContent } from '@/types/api';

/** Opens a link: the token stands behind `#`, which no browser sends, and leaves this page in bodies only. */
export function WelcomePage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const token = decodeURIComponent(useLocation().hash.slice(1));
  const { data: link, error, refetch } = useLinkContent(token);
  const enter = () => void navigate('/live', { replace: true });
  const heading = link === undefined ? { title: t('link.label') } : headingOf(link, t);
  return (
    <PublicPage {...heading} below={link && <Until at={link.expires_at} />}>
      {token === '' && (
        <Message tone="warning" icon={IconLinkOff} title={t('welcome.incomplete')} text={t('welcome.incomplete_hint')}>
          <ToLogin />
        </Message>
      )}
      {token !== '' && link === undefined && error === null && (
        <Skeleton height={220} role="status" aria-label={t('welcome.checking')} />
      )}
      {link === undefined && error !== null && (
        <Stack align="center" gap={0}>
          <ProblemMessage error={error} {...(isPassing(asProblem(error)) && { onRetry: () => void refetch() })} />
          <ToLogin />
        </Stack>
      )}
      {link !== undefined && (link.purpose === 'invite' || link.purpose === 'reset') && (
        <PasswordLinkForm key={token} token={token} link={link} onDone={enter} />
      )}
      {link?.purpose === 'email' && <AddressConfirmation key={token} token={token} link={link} />}
      {link?.purpose === 'register' && (
        <RegistrationForm key={token} token={token} email={link.email} name={link.name} onDone={enter} />
      )}
    </PublicPage>
  );
}

function Until({ at }: { at: string }) {
  const { t, locale } = useLocale();
  const now = useNow(60_000);
  return (
    <Text size="sm" c="dimmed" ta="center">
      {t('welcome.until', { time: comingTime(at, ownZone(), locale, now) })}
    </Text>
  );
}

function ToLogin() {
  const { t } = useLocale();
  return (
    <Button component={Link} to="/login" variant="default" size="md">
      {t('welcome.log_in')}
    </Button>
  );
}

function headingOf({ purpose, company, role, email }: LinkContent, t: Translate): { title: string; hint?: string } {
  switch (purpose) {
    case 'invite':
      return {
        title: t('welcome.join', { company: company ?? 'Mandor' }),
        ...(role !== null && { hint: t('welcome.join_hint', { role: t(`role.${role}`) }) }),
      };
    case 'reset':
      return { title: t('welcome.reset'), hint: t('welcome.reset_hint', { email }) };
    case 'email':
      return { title: t('welcome.email') };
    case 'register':
      return { title: t('welcome.register'), hint: t('register.hint') };
  }
}
