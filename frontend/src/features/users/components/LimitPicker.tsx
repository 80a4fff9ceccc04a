import { Alert, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useMe } from '@/entities/user/api/getMe';
import { limitSites } from '@/features/users/lib/limitChoice';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Limits } from '@/types/api';
import { LimitTree } from './LimitTree';

interface Props {
  /** null: the whole company. */
  value: Limits | null;
  onChange: (limits: Limits | null) => void;
  isAdmin: boolean;
  error?: string | undefined;
}

const NOTHING: Limits = { site_ids: [], camera_ids: [] };

/** What a user sees: the whole company, or chosen sites and cameras. */
export function LimitPicker({ value, onChange, isAdmin, error }: Props) {
  const { t } = useLocale();
  const me = useMe();
  const cameras = useCameras();
  const failed = me.error ?? (cameras.data ? null : cameras.error);
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('limits.label')}
        value={value === null ? 'all' : 'some'}
        onChange={(chosen) => onChange(chosen === 'all' ? null : NOTHING)}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="all" label={t('limits.all')} description={t('limits.all_hint')} />
          <Radio value="some" label={t('limits.some')} description={t('limits.some_hint')} />
        </Stack>
      </Radio.Group>
      {value !== null && (
        <>
          {failed && (
            <ProblemAlert error={failed} onRetry={() => void Promise.all([me.refetch(), cameras.refetch()])} />
          )}
          {!failed && me.data && cameras.data && (
            <LimitTree
              sites={limitSites(me.data.sites, cameras.data, value)}
              known={cameras.data}
              value={value}
              onChange={onChange}
            />
          )}
          {!failed && !(me.data && cameras.data) && (
            <Skeleton height={120} role="status" aria-label={t('common.loading')} />
          )}
          {value.site_ids.length + value.camera_ids.length === 0 && (
            <Alert color="yellow" title={t('limits.none')} role="status">
              {t('limits.none_hint')}
            </Alert>
          )}
          {isAdmin && (
            <Text size="sm" c="dimmed">
              {t('limits.admin_hint')}
            </Text>
          )}
        </>
      )}
      {error !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
