import { Stack, Table, Text, Title } from '@mantine/core';
import { ITEMS } from '@/entities/item/items';
import { UnsupportedItems } from '@/entities/model/UnsupportedItems';
import { useItemName } from '@/features/model/hooks/useItemName';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ModelInfo } from '@/types/api';
import classes from './Model.module.css';

/** How the model's classes map to items, and which items it cannot detect. */
export function ModelClasses({ model }: { model: ModelInfo }) {
  const { t } = useLocale();
  const itemName = useItemName();
  const ignored = model.classes.filter((name) => !(name in model.mapping));
  return (
    <div>
      <Title order={3} size="sm" mb={6}>
        {t('system.classes')}
      </Title>
      <Table className={classes.classes ?? ''} verticalSpacing={4} aria-label={t('system.classes')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('system.class_of_model')}</Table.Th>
            <Table.Th>{t('system.means')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(model.mapping).map(([name, item]) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{itemName(item)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {ignored.length > 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('system.ignored', { names: ignored.join(', ') })}
        </Text>
      )}
      <Stack gap={4} mt={6}>
        <UnsupportedItems items={ITEMS.filter((item) => !model.judges.includes(item))} />
      </Stack>
    </div>
  );
}
