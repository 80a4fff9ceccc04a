import { Paper } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Rule, Zone } from '@/types/api';
import { ZoneRow } from './ZoneRow';
import classes from './Zones.module.css';

interface Props {
  zones: Zone[];
  /** Undefined while they are not known. */
  rules: Rule[] | undefined;
  mayChange: boolean;
  onEdit: (zone: Zone) => void;
}

export function ZoneList({ zones, rules, mayChange, onEdit }: Props) {
  const { t } = useLocale();
  return (
    <Paper withBorder component="ul" className={classes.list} aria-label={t('zones.title')}>
      {zones.map((zone) => (
        <ZoneRow
          key={zone.id}
          zone={zone}
          rules={rules?.filter((rule) => rule.zone_id === zone.id)}
          mayChange={mayChange}
          onEdit={() => onEdit(zone)}
        />
      ))}
    </Paper>
  );
}
