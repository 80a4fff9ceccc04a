import { List, Text } from '@mantine/core';
import { DeleteButton } from '@/components/DeleteButton';
import { useZoneRemoval } from '@/features/zones/hooks/useZoneRemoval';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  cameraId: number;
  zone: { id: number; name: string };
  /** Names of the rules that are deleted with it. */
  rules: string[];
}

/** Deletes after confirmation, which names the rules that go with it. */
export function DeleteZone({ cameraId, zone, rules }: Props) {
  const { t } = useLocale();
  const { remove, problem, pending } = useZoneRemoval(cameraId);
  const label = t('zones.delete_title', { name: zone.name });
  const some = rules.length > 0;
  return (
    <DeleteButton
      label={label}
      hint={t('zones.delete')}
      action={t(some ? 'zones.delete_with_rules' : 'zones.delete')}
      problem={problem}
      pending={pending}
      onDelete={(close) => remove(zone, some, close)}
    >
      <Text>{t(some ? 'zones.delete_rules' : 'zones.delete_alone')}</Text>
      {some && (
        <List my="xs">
          {rules.map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
      )}
    </DeleteButton>
  );
}
