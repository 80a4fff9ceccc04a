import { Select } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSiteFilter } from './useSiteFilter';

const SEARCHED_FROM = 8;

/** Limits a page to one site. Nothing where there is only one. */
export function SiteFilter() {
  const { t } = useLocale();
  const { sites, siteId, choose } = useSiteFilter();
  if (sites.length === 0) return null;
  return (
    <Select
      aria-label={t('sites.filter')}
      leftSection={<IconMapPin size={16} />}
      w={200}
      allowDeselect={false}
      searchable={sites.length > SEARCHED_FROM}
      data={[
        { value: '', label: t('sites.any') },
        ...sites.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={siteId === null ? '' : String(siteId)}
      onChange={(value) => choose(value ? Number(value) : null)}
    />
  );
}
