import { Button, Group, List, Modal, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useZones } from '@/entities/zone/api/listZones';
import { useCopyZones } from '@/features/zones/api/copyZones';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Zone } from '@/types/api';

interface Props {
  cameraId: number;
  zones: Zone[];
  opened: boolean;
  onClose: () => void;
}

/** Add the zones of another camera, for cameras that hang side by side. */
export function CopyZones({ opened, onClose, ...rest }: Props) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={650}>{t('zones.copy_title')}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <CopyForm {...rest} onDone={onClose} />
    </Modal>
  );
}

function CopyForm({ cameraId, zones, onDone }: Omit<Props, 'opened' | 'onClose'> & { onDone: () => void }) {
  const { t } = useLocale();
  const others = (useCameras().data ?? []).filter(({ id }) => id !== cameraId);
  const [chosen, choose] = useState<number | null>(null);
  const from = chosen ?? others[0]?.id ?? null;
  const found = useZones(from ?? 0, { enabled: from !== null });
  const copying = useCopyZones(cameraId);
  const there = found.data?.items ?? [];
  const taken = there.filter(({ name }) => zones.some((zone) => zone.name === name));
  const copy = () => {
    if (from === null) return;
    copying.mutate(from, {
      onSuccess: ({ items }) => {
        notifications.show({ color: 'green', message: t('zones.copied', { n: items.length }) });
        onDone();
      },
    });
  };
  if (others.length === 0) return <Text>{t('zones.copy_no_camera')}</Text>;
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('zones.copy_from')}
        data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={String(from)}
        onChange={(event) => {
          copying.reset();
          choose(Number(event.currentTarget.value));
        }}
        data-autofocus
      />
      {found.isPending && <Skeleton height={48} role="status" aria-label={t('common.loading')} />}
      {found.isError && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && there.length === 0 && <Text>{t('zones.copy_none')}</Text>}
      {there.length > 0 && (
        <div>
          <Text size="sm">{t('zones.copy_these')}</Text>
          <List size="sm" mt={4}>
            {there.map(({ id, name, kind }) => (
              <List.Item key={id}>
                {name} · {t(`zones.${kind}`)}
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {taken.length > 0 && (
        <Text size="sm" c="var(--warning)" role="alert">
          {t('zones.copy_taken', { names: taken.map(({ name }) => name).join(', ') })}
        </Text>
      )}
      {copying.isError && <ProblemAlert error={copying.error} />}
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" size="md" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        {there.length > 0 && taken.length === 0 && (
          <Button size="md" loading={copying.isPending} onClick={copy}>
            {t('zones.copy_do', { n: there.length })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
