import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useSites } from '@/entities/site/useSites';
import { useActionOptions } from '@/features/audit/hooks/useActionOptions';
import { isFiltered, NO_FILTERS, type AuditFilters } from '@/features/audit/lib/filters';
import { KINDS } from '@/features/audit/lib/actions';
import { useLocale } from '@/lib/i18n/useLocale';
import { ActorInput } from './ActorInput';
import classes from './Audit.module.css';
import { DayInput } from './DayInput';

interface Props {
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

/** Filters of the entries: action, person, what, days. */
export function AuditFilterBar({ filters, onChange }: Props) {
  const { t } = useLocale();
  const change = (part: Partial<AuditFilters>) => onChange({ ...filters, ...part });
  return (
    <div className={classes.filters} role="search" aria-label={t('audit.filters')}>
      <Select
        label={t('audit.action')}
        searchable
        allowDeselect={false}
        data={useActionOptions(filters.action)}
        value={filters.action}
        onChange={(action) => change({ action: action ?? '' })}
      />
      <ActorInput actor={filters.actor} onChange={(actor) => change({ actor })} />
      <Select
        label={t('audit.target')}
        searchable
        allowDeselect={false}
        data={useTargetOptions(filters.target)}
        value={filters.target}
        onChange={(target) => change({ target: target ?? '' })}
      />
      {(['from', 'to'] as const).map((name) => (
        <DayInput
          key={name}
          label={t(`audit.${name}`)}
          day={filters[name]}
          onChange={(day) => change({ [name]: day })}
        />
      ))}
      {isFiltered(filters) && (
        <Tooltip label={t('audit.clear')}>
          <ActionIcon
            size={36}
            aria-label={t('audit.clear')}
            onClick={() => onChange({ ...NO_FILTERS, chain: filters.chain })}
          >
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

/** Kinds, then single cameras and sites. A target that is none of them stays as it is. */
function useTargetOptions(chosen: string) {
  const { t } = useLocale();
  const cameras = useCameras().data ?? [];
  const sites = useSites();
  const kinds = KINDS.map((kind) => ({ value: kind, label: t(`audit_kind.${kind}`) }));
  const cameraOptions = cameras.map(({ id, name }) => ({ value: `camera:${id}`, label: name }));
  const siteOptions = sites.map(({ id, name }) => ({ value: `site:${id}`, label: name }));
  const known = [...kinds, ...cameraOptions, ...siteOptions].some(({ value }) => value === chosen);
  return [
    { value: '', label: t('audit.any_target') },
    ...(known || chosen === '' ? [] : [{ value: chosen, label: chosen }]),
    { group: t('audit.target'), items: kinds },
    { group: t('audit_area.camera'), items: cameraOptions },
    { group: t('audit_area.site'), items: siteOptions },
  ];
}
