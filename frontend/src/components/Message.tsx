import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  tone: 'bad' | 'warning' | 'neutral';
  title: string;
  text?: string;
  icon?: TablerIcon;
  /** In place of a whole page: the title is the page's heading. */
  page?: boolean;
  children?: ReactNode;
}

const colours = { bad: 'var(--bad)', warning: 'var(--warning)', neutral: 'var(--mantine-primary-color-filled)' };
const softs = { bad: 'var(--bad-soft)', warning: 'var(--warning-soft)', neutral: 'var(--mantine-primary-color-light)' };

/** A message in place of content: an empty list, an error. */
export function Message({ tone, title, text, icon, page = false, children }: Props) {
  const Icon = icon ?? (tone === 'neutral' ? IconInfoCircle : IconAlertTriangle);
  return (
    <Stack align="center" gap="sm" maw={520} mx="auto" py="xl" px="md" ta="center">
      <ThemeIcon size={52} radius="xl" style={{ background: softs[tone], color: colours[tone] }} aria-hidden>
        <Icon size={26} stroke={1.7} />
      </ThemeIcon>
      <Title order={page ? 1 : 2} size="h3">
        {title}
      </Title>
      {text !== undefined && text !== '' && <Text c="dimmed">{text}</Text>}
      {children}
    </Stack>
  );
}
