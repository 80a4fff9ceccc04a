import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { zoneKindIcon } from '@/entities/zone/kinds';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Rule, Zone } from '@/types/api';
import { DeleteZone } from './DeleteZone';
import classes from './Zones.module.css';

interface Props {
  zone: Zone;
  rules: Rule[] | undefined;
  mayChange: boolean;
  onEdit: () => void;
}

/** A zone: what it is for, which rules apply in it, and what to check about it. */
export function ZoneRow({ zone, rules, mayChange, onEdit }: Props) {
  const { t } = useLocale();
  const { name, kind, colour } = zone;
  const edit = t('zones.edit_name', { name });
  const warnings = [
    zone.shape_changed === true && t('zones.shape_changed'),
    zone.view_changed && t('zones.view_changed'),
    !zone.applied && t('zones.not_applied'),
  ].filter((text) => text !== false);
  return (
    <li className={classes.row}>
      <span className={classes.swatch} style={{ background: colour }} aria-hidden />
      <div>
        <Group gap={8}>
          <Text fw={650} className={classes.name}>
            {name}
          </Text>
          <Chip tone="unknown" icon={zoneKindIcon[kind]}>
            {t(`zones.${kind}`)}
          </Chip>
        </Group>
        <Text size="sm" c="dimmed">
          {t(`zones.${kind}_hint`)}
        </Text>
        {kind === 'rule' && rules !== undefined && (
          <Text size="sm">
            {rules.length === 0
              ? t('zones.no_rules')
              : t('zones.rules_on', { names: rules.map((rule) => rule.name).join(', ') })}{' '}
            {mayChange && (
              <Anchor
                component={Link}
                to={`/cameras/${zone.camera_id}/zones/rules/new?zone=${zone.id}`}
                size="sm"
                underline="always"
                className={classes.link ?? ''}
                aria-label={t('zones.add_rule_to', { name })}
              >
                {t('zones.add_rule')}
              </Anchor>
            )}
          </Text>
        )}
        {warnings.map((text) => (
          <Group key={text} gap={6} wrap="nowrap" align="flex-start" mt={4} c="var(--warning)">
            <IconAlertTriangle size={16} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
            <Text size="sm">{text}</Text>
          </Group>
        ))}
      </div>
      {mayChange && (
        <Group gap={0} wrap="nowrap">
          <Tooltip label={edit}>
            <ActionIcon size={44} aria-label={edit} onClick={onEdit}>
              <IconPencil size={18} />
            </ActionIcon>
          </Tooltip>
          <DeleteZone cameraId={zone.camera_id} zone={zone} rules={rules?.map((rule) => rule.name) ?? []} />
        </Group>
      )}
    </li>
  );
}
