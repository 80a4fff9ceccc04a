import { Anchor, Button, Group, Paper, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnected } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { AddressKinds } from '@/entities/camera/AddressKinds';
import { useTestCamera } from '@/features/cameras/api/testCamera';
import { useCameraForm } from '@/features/cameras/hooks/useCameraForm';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera, CameraMode } from '@/types/api';
import { ScheduleSelect } from './ScheduleSelect';
import { RemovedItemsDialog } from './settings/RemovedItemsDialog';
import { SettingsSection } from './settings/SettingsSection';
import { SiteSelect } from './SiteSelect';
import { TestResult } from './TestResult';

interface Props {
  camera: Camera | null;
  onSaved: (camera: Camera) => void;
  onCancel: () => void;
  /** Whether there is unsaved input. */
  onTyped?: (typed: boolean) => void;
  /** Whether a question is open, to which Escape belongs. */
  onAsking?: (asking: boolean) => void;
}

const MODES: CameraMode[] = ['detect', 'stream'];

/** Add or edit a camera. Input survives any failure. */
export function CameraForm({ camera, onSaved, onCancel, onTyped, onAsking }: Props) {
  const { t } = useLocale();
  const { form, save, send, removed } = useCameraForm(camera, onSaved);
  const [asking, ask] = useDisclosure();
  const test = useTestCamera(camera?.id ?? null);
  const typed = form.isDirty();
  const violations = camera?.open_violations ?? 0;
  useEffect(() => {
    onTyped?.(typed);
  });
  useEffect(() => {
    onAsking?.(asking);
  });
  const fieldErrorsShown = save.isError ? asProblem(save.error).fields : {};
  const submit = form.onSubmit((values) => {
    if (removed.length > 0 && violations > 0) ask.open();
    else send(values);
  });
  const confirmed = () => {
    ask.close();
    send(form.values);
  };
  const runTest = () => {
    if (!form.validateField('source').hasError) test.mutate(form.values.source.trim());
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <TextInput
          label={t('cameras.name')}
          description={t('cameras.name_hint')}
          data-autofocus
          maxLength={80}
          {...form.getInputProps('name')}
        />
        <SiteSelect
          camera={camera}
          siteId={form.values.site_id}
          error={form.errors.site_id}
          onChange={(id) => form.setFieldValue('site_id', id)}
        />
        <Stack gap="xs">
          <TextInput
            label={t('cameras.source')}
            description={camera?.source.includes('***') === true ? t('cameras.source_kept') : undefined}
            placeholder="rtsp://user:password@192.168.1.20:554/stream1"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('source')}
          />
          <Group>
            <Button
              variant="default"
              leftSection={<IconPlugConnected size={18} />}
              loading={test.isPending}
              onClick={runTest}
            >
              {t('cameras.test')}
            </Button>
            {test.isPending && (
              <Text size="sm" c="dimmed" role="status">
                {t('cameras.testing')}
              </Text>
            )}
          </Group>
          {test.data && <TestResult result={test.data} outdated={test.variables !== form.values.source.trim()} />}
          {test.isError && <ProblemAlert error={test.error} safe={t('error.safe_typed')} />}
        </Stack>
        {camera === null && !test.data && (
          <Paper withBorder p="md">
            <Text size="sm" fw={600} mb="xs">
              {t('cameras.kinds')}
            </Text>
            <AddressKinds />
          </Paper>
        )}
        <ScheduleSelect
          scheduleId={form.values.schedule_id}
          onChange={(id) => form.setFieldValue('schedule_id', id)}
          error={form.errors.schedule_id}
        />
        <Radio.Group
          label={t(form.values.schedule_id === null ? 'cameras.mode' : 'cameras.mode_without')}
          {...form.getInputProps('mode')}
        >
          <Stack gap="sm" mt="xs">
            {MODES.map((mode) => (
              <Radio key={mode} value={mode} label={t(`mode.${mode}`)} description={t(`cameras.mode_${mode}_hint`)} />
            ))}
          </Stack>
        </Radio.Group>
        <SettingsSection form={form} />
        {camera !== null && (
          <Text size="sm">
            {t('zones.form_hint')}{' '}
            <Anchor component={Link} to={`/cameras/${camera.id}/zones`} size="sm" underline="always">
              {t('zones.open')}
            </Anchor>
          </Text>
        )}
        {save.isError && Object.keys(fieldErrorsShown).length === 0 && (
          <ProblemAlert error={save.error} safe={t('error.safe_typed')} />
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={save.isPending}>
            {camera === null ? t('cameras.save_new') : t('common.save')}
          </Button>
        </Group>
      </Stack>
      <RemovedItemsDialog opened={asking} items={removed} violations={violations} onYes={confirmed} onNo={ask.close} />
    </form>
  );
}
