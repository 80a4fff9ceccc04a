import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSites } from '@/entities/site/useSites';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

interface Props {
  camera: Camera | null;
  siteId: number | null;
  error: ReactNode;
  onChange: (siteId: number) => void;
}

/** The site of a camera. Nothing where there is only one. */
export function SiteSelect({ camera, siteId, error, onChange }: Props) {
  const { t } = useLocale();
  const sites = useSites().filter(({ id, archived_at: archived }) => archived === null || id === camera?.site_id);
  if (sites.length < 2) return null;
  const moved = camera !== null && siteId !== camera.site_id ? sites.find(({ id }) => id === siteId) : undefined;
  return (
    <NativeSelect
      label={t('sites.filter')}
      description={moved && t('sites.moves', { name: moved.name })}
      data={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={String(siteId ?? '')}
      error={error}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}
