import { Drawer, Skeleton, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { LeaveGuard } from '@/components/LeaveGuard';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useMe } from '@/entities/user/api/getMe';
import { CameraForm } from '@/features/cameras/components/CameraForm';
import { ApiProblem } from '@/lib/api/problem';
import { useLeaveBlocker } from '@/lib/dom/useLeaveBlocker';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** Add a camera or edit one, beside the list. Closing it with unsaved input asks for confirmation. */
export function CameraFormPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const { cameraId } = useParams();
  const { search } = useLocation();
  const me = useMe();
  const cameras = useCameras();
  const camera = cameras.data?.find(({ id }) => id === Number(cameraId)) ?? null;
  const close = () => void navigate({ pathname: '/cameras', search });
  const unsaved = useRef(false);
  const leaving = useLeaveBlocker(unsaved);
  const [asking, setAsking] = useState(false);
  const typed = (now: boolean) => {
    unsaved.current = now;
  };
  const saved = ({ name }: Camera) => {
    unsaved.current = false;
    notifications.show({
      color: 'green',
      message: t(cameraId === undefined ? 'cameras.added' : 'cameras.saved', { name }),
    });
    close();
  };
  const title = cameraId === undefined ? t('cameras.add') : t('cameras.edit_name', { name: camera?.name ?? '' });
  const ready = me.data !== undefined && cameras.data !== undefined;
  const refusal = !ready
    ? null
    : !me.data.user.permissions.includes('manage_cameras')
      ? 'not_allowed'
      : cameraId !== undefined && camera === null
        ? 'not_found'
        : null;

  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={leaving.state !== 'blocked' && !asking}
      size={520}
      padding="lg"
      title={<Text fw={650}>{title}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {!ready && <Skeleton height={320} role="status" aria-label={t('common.loading')} />}
      {refusal !== null && <ProblemAlert error={new ApiProblem({ code: refusal })} />}
      {ready && refusal === null && (
        <CameraForm
          key={camera?.id ?? 'new'}
          camera={camera}
          onSaved={saved}
          onCancel={close}
          onTyped={typed}
          onAsking={setAsking}
        />
      )}
      <LeaveGuard leaving={leaving} />
    </Drawer>
  );
}
