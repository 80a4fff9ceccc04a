import { Button, Paper, Text } from '@mantine/core';
import { IconCamera, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '@/components/Message';
import { useMay } from '@/entities/user/useMay';
import { useLocale } from '@/lib/i18n/useLocale';
import { AddressKinds } from './AddressKinds';

/** The empty state: how to add a first camera. */
export function FirstCamera() {
  const { t } = useLocale();
  const mayAdd = useMay('manage_cameras') === true;
  return (
    <Message
      tone="neutral"
      icon={IconCamera}
      title={mayAdd ? t('cameras.add_first') : t('shell.no_cameras')}
      text={mayAdd ? t('cameras.empty_hint') : t('cameras.empty_viewer')}
    >
      {mayAdd && (
        <>
          <Paper withBorder p="md" w="100%">
            <AddressKinds />
          </Paper>
          <Button component={Link} to="/cameras/new" size="md" mt="xs" leftSection={<IconPlus size={18} />}>
            <Text span inherit>
              {t('cameras.add')}
            </Text>
          </Button>
        </>
      )}
    </Message>
  );
}
