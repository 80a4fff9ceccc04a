import { Paper, Skeleton, Table, Title } from '@mantine/core';
import { Chip } from '@/components/Chip';
import { scrolledByKeys } from '@/components/scrolledByKeys';
import classes from '@/components/NumberTable.module.css';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCameras } from '@/entities/camera/api/listCameras';
import { appearanceOf } from '@/entities/camera/statusAppearance';
import { useReportedStatus } from '@/entities/camera/useReportedStatus';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** Below this share of the wanted rate, the wanted rate is shown too. */
const ENOUGH = 0.8;

/** Incoming, analysed and skipped pictures per camera. Only connected cameras have figures. */
export function CameraPerformance() {
  const { t } = useLocale();
  const { data, isError, error } = useCameras();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('system.cameras')}>
      <Title order={2} mb="sm">
        {t('system.cameras')}
      </Title>
      {isError && !data && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={200} />}
      {data && (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={scrolledByKeys(t('system.cameras'))}>
          <Table className={classes.numbers ?? ''} verticalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('violations.camera')}</Table.Th>
                <Table.Th>{t('cameras.state')}</Table.Th>
                <Table.Th>{t('system.size')}</Table.Th>
                <Table.Th>{t('system.stream_fps')}</Table.Th>
                <Table.Th>{t('system.detect_fps')}</Table.Th>
                <Table.Th title={t('system.dropped_hint')}>{t('system.dropped')}</Table.Th>
                <Table.Th>{t('system.people')}</Table.Th>
                <Table.Th title={t('system.restarts_hint')}>{t('system.restarts')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((camera) => (
                <NumbersRow key={camera.id} camera={camera} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

function NumbersRow({ camera }: { camera: Camera }) {
  const { t, locale } = useLocale();
  const status = useReportedStatus(camera);
  const { tone, icon } = appearanceOf(status, camera.judging);
  const isConnected = status === 'live' || status === 'blind' || status === 'stale';
  const number = (value: number | null) =>
    isConnected && value !== null ? new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value) : '–';
  const rate = (value: number | null) =>
    isConnected && value !== null ? t('system.per_second', { n: number(value) }) : '–';
  const wanted = camera.detect_fps_wanted;
  const isSlow = isConnected && camera.detect_fps !== null && wanted !== null && camera.detect_fps < ENOUGH * wanted;
  return (
    <Table.Tr>
      <Table.Td>{camera.name}</Table.Td>
      <Table.Td>
        <Chip tone={tone} icon={icon}>
          {t(`status.${status}`)}
        </Chip>
      </Table.Td>
      <Table.Td>{isConnected && (camera.width ?? 0) > 0 ? `${camera.width} × ${camera.height}` : '–'}</Table.Td>
      <Table.Td>{rate(camera.stream_fps)}</Table.Td>
      <Table.Td>
        {isSlow
          ? t('system.per_second_of', { n: number(camera.detect_fps), wanted: number(wanted) })
          : rate(camera.detect_fps)}
      </Table.Td>
      <Table.Td>{number(camera.frames_dropped)}</Table.Td>
      <Table.Td>{number(camera.people)}</Table.Td>
      <Table.Td>{status === camera.state ? (camera.restarts ?? '–') : '–'}</Table.Td>
    </Table.Tr>
  );
}
