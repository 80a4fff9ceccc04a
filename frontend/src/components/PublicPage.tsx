import { Button, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useLocale } from '@/lib/i18n/useLocale';
import { localeNames, type Locale } from '@/locales';
import { Wordmark } from './Wordmark';

interface Props {
  title: string;
  hint?: string;
  /** Of the window, where it is not the page's own. */
  windowTitle?: string;
  /** Below the card. */
  below?: ReactNode;
  children: ReactNode;
}

/** A page for which nobody has to be logged in: a card in the middle, and the choice of language. */
export function PublicPage({ title, hint, windowTitle = title, below, children }: Props) {
  const { t, locale, setLocale } = useLocale();
  useEffect(() => {
    document.title = `${windowTitle} · Mandor`;
  }, [windowTitle]);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack gap={4} align="center" ta="center">
          <Wordmark size={44} />
          <Title order={1} size="h2" mt="sm">
            {title}
          </Title>
          {hint !== undefined && <Text c="dimmed">{hint}</Text>}
        </Stack>
        <Paper withBorder p="lg" radius="lg">
          {children}
        </Paper>
        {below}
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
