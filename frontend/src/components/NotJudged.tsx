import { Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '@/hooks/useLocale';
import type { Item } from '@/types/api';

/** Items that the model cannot see: that none is found missing says nothing. */
export function NotJudged({ items }: { items: Item[] }) {
  const { t } = useLocale();
  return items.map((item) => (
    <Group key={item} gap={6} wrap="nowrap" c="var(--doubt)">
      <IconAlertTriangle size={16} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{t('system.not_judged', { item: t(`item.${item}`) })}</Text>
    </Group>
  ));
}
