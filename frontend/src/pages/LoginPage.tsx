import { Button, Center, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { Wordmark } from '@/components/Wordmark';
import { LoginForm } from '@/features/auth/components/LoginForm';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSessionState } from '@/lib/session/useSession';
import { localeNames, type Locale } from '@/locales';

interface From {
  from?: string;
  ended?: boolean;
}

export function LoginPage() {
  const { t, locale, setLocale } = useLocale();
  const { token } = useSessionState();
  const navigate = useNavigate();
  const state = (useLocation().state ?? {}) as From;
  const from = state.from ?? '/live';

  useEffect(() => {
    document.title = `${t('auth.submit')} · Mandor`;
  }, [t]);

  if (token !== null) return <Navigate to={from} replace />;
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack gap={4} align="center" ta="center">
          <Wordmark size={44} />
          <Title order={1} size="h2" mt="sm">
            {t('auth.title')}
          </Title>
          <Text c="dimmed">{t('auth.tagline')}</Text>
        </Stack>
        <Paper withBorder p="lg" radius="lg">
          <LoginForm ended={state.ended === true} onDone={() => void navigate(from, { replace: true })} />
        </Paper>
        <Text size="sm" c="dimmed" ta="center">
          {t('auth.first')} <Code>make run</Code>. {t('auth.lost')} <Code>make password EMAIL=…</Code>
        </Text>
        <Group justify="center" gap={4} role="group" aria-label={t('shell.language')}>
          {(Object.keys(localeNames) as Locale[]).map((name) => (
            <Button
              key={name}
              lang={name}
              size="compact-sm"
              variant={name === locale ? 'light' : 'subtle'}
              color={name === locale ? 'accent' : 'gray'}
              leftSection={name === locale && <IconCheck size={16} aria-hidden />}
              aria-pressed={name === locale}
              onClick={() => setLocale(name)}
            >
              {localeNames[name]}
            </Button>
          ))}
        </Group>
      </Stack>
    </Center>
  );
}
