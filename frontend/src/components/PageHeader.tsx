import { Group, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

/** A page's name, in the page and in the window's title, with its actions on the right. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Mandor`;
  }, [title]);
  return (
    <Group justify="space-between" mih={36} gap="sm" wrap="wrap">
      <Title order={1}>{title}</Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
