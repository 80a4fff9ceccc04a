import { Checkbox, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { itemName } from '@/entities/item/itemName';
import { ITEMS } from '@/entities/item/items';
import type { RuleEditor } from '@/features/rules/hooks/useRuleForm';
import { KINDS, MOST_PEOPLE } from '@/features/rules/lib/form';
import { useLocale } from '@/lib/i18n/useLocale';

/** What the rule asks. A rule keeps its kind, because its old violations are of that kind. */
export function KindFields({
  editor: { form, errorAt, validateField },
  isNew,
}: {
  editor: RuleEditor;
  isNew: boolean;
}) {
  const { t } = useLocale();
  const { kind, items } = form.values;
  return (
    <>
      {isNew ? (
        <Radio.Group
          label={t('rules.kind')}
          value={kind}
          error={errorAt('kind')}
          onChange={(value) => form.setFieldValue('kind', value)}
        >
          <Stack gap="sm" mt="xs">
            {KINDS.map((one) => (
              <Radio key={one} value={one} label={t(`rules.${one}`)} description={t(`rules.${one}_hint`)} />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <Text size="sm">{t('rules.kind_is', { kind: t(`rules.${kind}`) })}</Text>
      )}
      {kind === 'ppe' && (
        <Checkbox.Group
          label={t('rules.items')}
          value={items}
          error={errorAt('items')}
          onChange={(chosen) => {
            form.setFieldValue('items', inOrder(chosen));
            validateField('items');
          }}
        >
          <Stack gap="sm" mt="xs">
            {[...new Set([...ITEMS, ...items])].map((item) => (
              <Checkbox key={item} value={item} label={itemName(item, t)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {kind === 'at_most' && (
        <NumberInput
          label={t('rules.most_people')}
          min={1}
          max={MOST_PEOPLE}
          allowDecimal={false}
          clampBehavior="none"
          {...form.getInputProps('most_people')}
          error={errorAt('most_people')}
          onBlur={() => validateField('most_people')}
        />
      )}
    </>
  );
}

/** Known items as the company's list has them, unknown ones behind. */
const inOrder = (chosen: readonly string[]): string[] => {
  const known: readonly string[] = ITEMS;
  return [...known.filter((item) => chosen.includes(item)), ...chosen.filter((item) => !known.includes(item))];
};
