import { ActionIcon, Button, Group, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useRef, type RefObject } from 'react';
import { Link, useOutlet, useParams } from 'react-router';
import { LeaveGuard } from '@/components/LeaveGuard';
import { Message } from '@/components/Message';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useMay } from '@/entities/user/useMay';
import { RuleSection } from '@/features/rules/components/RuleSection';
import { ZoneEditor } from '@/features/zones/components/ZoneEditor';
import { useLeaveBlocker } from '@/lib/dom/useLeaveBlocker';
import { useLocale } from '@/lib/i18n/useLocale';

/** The zones of a camera over its picture, and its rules. */
export function ZonesPage() {
  const { t } = useLocale();
  const cameraId = Number(useParams().cameraId);
  const cameras = useCameras();
  const camera = cameras.data?.find(({ id }) => id === cameraId);
  const may = useMay('manage_rules');
  const unsaved = useRef(false);
  const outlet = useOutlet();

  if (cameras.isError && cameras.data === undefined)
    return <ProblemMessage error={cameras.error} onRetry={() => void cameras.refetch()} />;
  if (cameras.data !== undefined && camera === undefined)
    return <Message page tone="neutral" icon={IconVideoOff} title={t('live.gone')} text={t('live.gone_hint')} />;
  return (
    <Stack gap="md" maw={1600} mx="auto">
      <Group gap="xs" wrap="nowrap">
        <Tooltip label={t('zones.back')}>
          <ActionIcon component={Link} to="/cameras" size={44} aria-label={t('zones.back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <PageHeader title={t('zones.page', { name: camera?.name ?? '' })}>
          <Button
            component={Link}
            to={`/live/${cameraId}`}
            variant="default"
            size="md"
            leftSection={<IconVideo size={18} />}
          >
            {t('cameras.see')}
          </Button>
        </PageHeader>
      </Group>
      {may === false && <Text c="dimmed">{t('zones.viewer')}</Text>}
      {camera ? (
        <ZoneEditor
          key={camera.id}
          camera={camera}
          mayChange={may === true}
          onTyped={(typed) => {
            unsaved.current = typed;
          }}
        >
          <RuleSection camera={camera} mayChange={may === true} />
        </ZoneEditor>
      ) : (
        <Skeleton height={480} role="status" aria-label={t('common.loading')} />
      )}
      {outlet ?? <ZoneGuard unsaved={unsaved} cameraId={cameraId} />}
    </Stack>
  );
}

/** Asks before an unsaved zone is left. A rule's form, which has its own question, keeps the zone. */
function ZoneGuard({ unsaved, cameraId }: { unsaved: RefObject<boolean>; cameraId: number }) {
  return <LeaveGuard leaving={useLeaveBlocker(unsaved, `/cameras/${cameraId}/zones`)} />;
}
