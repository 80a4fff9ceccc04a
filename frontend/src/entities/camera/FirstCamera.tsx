import { Button, Paper, Text } from '@mantine/core';
import { IconCamera, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '@/components/Message';
import { useIsAdmin } from '@/entities/user/roles';
import { useLocale } from '@/lib/i18n/useLocale';
import { AddressKinds } from './AddressKinds';

/** The empty state: how to add a first camera. */
export function FirstCamera() {
  const { t } = useLocale();
  const isAdmin = useIsAdmin();
  return (
    <Message
      tone="neutral"
      icon={IconCamera}
      title={isAdmin ? t('cameras.add_first') : t('shell.no_cameras')}
      text={isAdmin ? t('cameras.empty_hint') : t('cameras.empty_viewer')}
    >
      {isAdmin && (
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
