import { Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { itemName } from '@/entities/item/itemName';
import { useMay } from '@/entities/user/useMay';
import { EVERYWHERE, useRuleHealth } from '@/features/rules/hooks/useRuleHealth';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Rules.module.css';

/** The rule of the camera's own settings, and how to ask in zones only. */
export function EverywhereRow({ camera }: { camera: Camera }) {
  const { t, locale } = useLocale();
  const mayManage = useMay('manage_cameras') === true;
  const health = useRuleHealth(camera.id, EVERYWHERE, camera.created_at);
  const items = camera.settings.ppe.required_items;
  const names = items.map((item) => itemName(item, t).toLocaleLowerCase(locale));
  return (
    <li className={classes.row}>
      <div>
        <Text fw={650}>{t('rules.everywhere')}</Text>
        <Text size="sm">
          {items.length === 0
            ? t('rules.everywhere_none')
            : t('rules.everywhere_says', { items: new Intl.ListFormat(locale).format(names) })}
        </Text>
        {items.length > 0 &&
          health.map((text) => (
            <Group key={text} gap={6} wrap="nowrap" align="flex-start" mt={4} c="var(--warning)">
              <IconAlertTriangle size={16} className={classes.icon} aria-hidden />
              <Text size="sm">{text}</Text>
            </Group>
          ))}
        <Text size="sm" c="dimmed">
          {t(items.length === 0 ? 'rules.everywhere_none_hint' : 'rules.everywhere_hint')}{' '}
          {mayManage && (
            <Anchor component={Link} to={`/cameras/${camera.id}/edit`} size="sm" underline="always">
              {t('rules.everywhere_settings')}
            </Anchor>
          )}
        </Text>
      </div>
    </li>
  );
}
