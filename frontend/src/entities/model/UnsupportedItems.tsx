import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconHelpCircle, type TablerIcon } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Item } from '@/types/api';

/** A warning for items that the model cannot detect, or while that is not known: finding none missing means nothing. */
export function UnsupportedItems({ items, unknown = false }: { items: Item[]; unknown?: boolean }) {
  const { t } = useLocale();
  return (
    <>
      {unknown && <Notice icon={IconHelpCircle} text={t('system.judged_unknown')} />}
      {items.map((item) => (
        <Notice key={item} icon={IconAlertTriangle} text={t('system.not_judged', { item: t(`item.${item}`) })} />
      ))}
    </>
  );
}

function Notice({ icon: Icon, text }: { icon: TablerIcon; text: string }) {
  return (
    <Group gap={6} wrap="nowrap" c="var(--warning)">
      <Icon size={16} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{text}</Text>
    </Group>
  );
}
