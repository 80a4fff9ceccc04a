import { Group, Kbd, Modal, Stack, Text, Title } from '@mantine/core';
import { useLocation } from 'react-router';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Key } from '@/locales';
import { useDestinations } from './destinations';

const HERE: Record<string, [string[], Key][]> = {
  '/violations': [
    [['J'], 'keys.next'],
    [['K'], 'keys.previous'],
    [['Enter'], 'keys.open'],
    [['Esc'], 'keys.close'],
  ],
};

/** `?`: the keyboard shortcuts of this page. */
export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLocale();
  const { pathname } = useLocation();
  const everywhere: [string[], Key][] = [
    [['Ctrl', 'K'], 'keys.palette'],
    ...useDestinations().map(({ key, goLabel }): [string[], Key] => [['G', key.toUpperCase()], goLabel]),
    [['?'], 'keys.help'],
  ];
  const here = Object.entries(HERE).find(([path]) => pathname.startsWith(path))?.[1] ?? [];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        {here.length > 0 && <Keys title={t('keys.here')} keys={here} />}
        <Keys title={t('keys.everywhere')} keys={everywhere} />
      </Stack>
    </Modal>
  );
}

function Keys({ title, keys }: { title: string; keys: [string[], Key][] }) {
  const { t } = useLocale();
  return (
    <Stack gap="xs">
      <Title order={3} size="sm" c="dimmed">
        {title}
      </Title>
      {keys.map(([combination, label]) => (
        <Group key={label} justify="space-between">
          <Text size="sm">{t(label)}</Text>
          <Group gap={4}>
            {combination.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </Group>
        </Group>
      ))}
    </Stack>
  );
}
