import { ActionIcon, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArchive, IconArchiveOff, IconDotsVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { useShowProblem } from '@/components/useShowProblem';
import { useChangeSite } from '@/features/site/api/changeSite';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Site } from '@/types/api';
import { DeleteSite } from './DeleteSite';
import { EditSite } from './EditSite';

interface Props {
  site: Site;
  /** Number of its cameras; null while that is not known. */
  cameras: number | null;
  /** Whether the company has no other site. */
  only: boolean;
}

/** Edits, archives, restores and deletes a site. One with cameras is not archived. */
export function SiteMenu({ site, cameras, only }: Props) {
  const { t } = useLocale();
  const showProblem = useShowProblem();
  const [editing, edit] = useDisclosure();
  const [asking, ask] = useDisclosure();
  const { mutate, isPending } = useChangeSite(site);
  const { name, archived_at: archived } = site;
  const setArchived = (value: boolean) =>
    mutate(
      { archived: value },
      {
        onSuccess: () =>
          notifications.show({ color: 'green', message: t(value ? 'sites.archived' : 'sites.restored', { name }) }),
        onError: showProblem,
      },
    );
  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <ActionIcon size={44} loading={isPending} aria-label={t('sites.actions', { name })}>
            <IconDotsVertical size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={edit.open}>
            {t('sites.edit')}
          </Menu.Item>
          {archived !== null ? (
            <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={() => setArchived(false)}>
              {t('sites.restore')}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconArchive size={16} />}
              disabled={cameras !== 0}
              onClick={() => setArchived(true)}
            >
              {t('sites.archive')}
              {cameras !== 0 && <Text size="xs">{t('sites.archive_refused')}</Text>}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={ask.open}>
            {t('sites.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EditSite site={site} opened={editing} onClose={edit.close} />
      <DeleteSite site={site} only={only} opened={asking} onClose={ask.close} />
    </>
  );
}
