import { Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDeleteSite } from '@/features/site/api/deleteSite';
import { useSiteContents } from '@/features/site/api/getSiteContents';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Contents, Site } from '@/types/api';

interface Props {
  site: Site;
  /** Whether the company has no other site. */
  only: boolean;
  opened: boolean;
  onClose: () => void;
}

/** Shows what the site holds. One that holds nothing is deleted after confirmation; for another one it says what to do. */
export function DeleteSite({ site, only, opened, onClose }: Props) {
  const { t } = useLocale();
  const contents = useSiteContents(site.id, opened);
  const { mutate, isPending, error } = useDeleteSite(site.id);
  const found = contents.isFetching ? undefined : contents.data;
  const holds = found !== undefined && found.cameras + found.violations > 0;
  const remove = () =>
    mutate(undefined, {
      onSuccess: () => {
        notifications.show({ color: 'green', message: t('sites.deleted', { name: site.name }) });
        onClose();
      },
    });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={650}>{t('sites.delete_title', { name: site.name })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        {contents.isFetching && <Skeleton height={72} role="status" aria-label={t('common.loading')} />}
        {contents.isError && !contents.isFetching && (
          <ProblemAlert error={contents.error} onRetry={() => void contents.refetch()} />
        )}
        {found && holds && <Held contents={found} />}
        {found && !holds && <Text>{t(only ? 'sites.delete_last' : 'sites.delete_empty')}</Text>}
        {error !== null && <ProblemAlert error={error} />}
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={onClose} data-autofocus>
          {t(holds || only ? 'common.close' : 'common.cancel')}
        </Button>
        {found && !holds && !only && (
          <Button color="red" size="md" loading={isPending} onClick={remove}>
            {t('sites.delete')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

function Held({ contents }: { contents: Contents }) {
  const { t } = useLocale();
  const parts = (['cameras', 'schedules', 'violations'] as const).filter((part) => contents[part] > 0);
  return (
    <>
      <Text>{t('sites.holds')}</Text>
      <List>
        {parts.map((part) => (
          <List.Item key={part}>{t(`sites.holds_${part}`, { n: contents[part] })}</List.Item>
        ))}
      </List>
      <Text>{t('sites.holds_hint')}</Text>
    </>
  );
}
