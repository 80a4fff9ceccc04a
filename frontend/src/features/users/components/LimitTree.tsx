import { Checkbox, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { searched, withCamera, withSite, type LimitSite } from '@/features/users/lib/limitChoice';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Limits } from '@/types/api';
import classes from './Users.module.css';

interface Props {
  sites: LimitSite[];
  /** Every camera there is. */
  known: { id: number }[];
  value: Limits;
  onChange: (limits: Limits) => void;
}

/** More lines than this are searched. */
const SEARCHED_FROM = 10;

/** Check boxes of sites, and of the cameras below each. */
export function LimitTree({ sites, known, value, onChange }: Props) {
  const { t } = useLocale();
  const [text, setText] = useState('');
  const lines = sites.reduce((sum, { cameras }) => sum + 1 + cameras.length, 0);
  const shown = searched(sites, text);
  const gone = value.camera_ids.filter((id) => !known.some((camera) => camera.id === id));
  const goneSites = value.site_ids.filter((id) => !sites.some((site) => site.id === id));
  return (
    <Paper withBorder p="sm" role="group" aria-label={t('limits.pick')}>
      {lines > SEARCHED_FROM && (
        <TextInput
          mb="sm"
          aria-label={t('limits.search')}
          placeholder={t('limits.search')}
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Stack gap="md" className={classes.tree}>
        {shown.length === 0 && <Text size="sm">{t('limits.no_match')}</Text>}
        {shown.map((site) => {
          const whole = value.site_ids.includes(site.id);
          return (
            <Stack key={site.id} gap="sm">
              <Checkbox
                checked={whole}
                label={t('limits.whole_site', { name: site.name })}
                onChange={() => onChange(withSite(value, site))}
              />
              {site.cameras.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  ml="xl"
                  checked={whole || value.camera_ids.includes(id)}
                  disabled={whole}
                  label={name}
                  onChange={() => onChange(withCamera(value, id))}
                />
              ))}
            </Stack>
          );
        })}
        {[
          ...goneSites.map((id) => ({ id, kind: 'site' as const })),
          ...gone.map((id) => ({ id, kind: 'camera' as const })),
        ].map(({ id, kind }) => (
          <Checkbox
            key={`${kind}-${id}`}
            checked
            label={t(kind === 'site' ? 'limits.site_n' : 'limits.removed_camera', { n: id })}
            onChange={() =>
              onChange(
                kind === 'camera'
                  ? withCamera(value, id)
                  : { ...value, site_ids: value.site_ids.filter((one) => one !== id) },
              )
            }
          />
        ))}
      </Stack>
    </Paper>
  );
}
