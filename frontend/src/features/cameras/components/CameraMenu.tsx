import { ActionIcon, Button, Group, Menu, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconDotsVertical,
  IconPencil,
  IconPolygon,
  IconTrash,
  IconVideo,
} from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useRemoval } from '@/features/cameras/hooks/useRemoval';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import { OverrideDialog } from './OverrideDialog';
import { OverrideMenuItems } from './OverrideMenuItems';

export function CameraMenu({ camera, mayManage }: { camera: Camera; mayManage: boolean }) {
  const { t } = useLocale();
  const { search } = useLocation();
  const [asking, ask] = useDisclosure();
  const [choosing, choose] = useDisclosure();
  const { remove, problem, pending } = useRemoval();
  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <ActionIcon size={44} aria-label={t('cameras.actions', { name: camera.name })}>
            <IconDotsVertical size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/live/${camera.id}`} leftSection={<IconVideo size={16} />}>
            {t('cameras.see')}
          </Menu.Item>
          <Menu.Item
            component={Link}
            to={`/violations?camera=${camera.id}`}
            leftSection={<IconAlertTriangle size={16} />}
          >
            {t('cameras.see_violations')}
          </Menu.Item>
          <Menu.Item component={Link} to={`/cameras/${camera.id}/zones`} leftSection={<IconPolygon size={16} />}>
            {t('zones.open')}
          </Menu.Item>
          <Menu.Divider />
          <OverrideMenuItems camera={camera} onOpen={choose.open} />
          {mayManage && (
            <>
              <Menu.Divider />
              <Menu.Item
                component={Link}
                to={{ pathname: `/cameras/${camera.id}/edit`, search }}
                leftSection={<IconPencil size={16} />}
              >
                {t('cameras.edit')}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={ask.open}>
                {t('cameras.remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <OverrideDialog camera={camera} opened={choosing} onClose={choose.close} />
      <Modal
        opened={asking}
        onClose={ask.close}
        title={<Text fw={650}>{t('cameras.remove_title', { name: camera.name })}</Text>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text>{t('cameras.remove_body')}</Text>
        {problem !== null && <ProblemAlert error={problem} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={pending} onClick={() => remove(camera, ask.close)}>
            {t('cameras.remove')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
