import { Button, Code, Text } from '@mantine/core';
import { ResponsiveTable } from '@/components/ResponsiveTable';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import type { ApiKey } from '@/types/api';

/** The keys with what they are for, when they end and when they were used last. */
export function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const ends = (key: ApiKey) => {
    if (key.expires_at === null) return <Text size="sm">{t('api_keys.never')}</Text>;
    if (key.is_expired)
      return (
        <Text size="sm" c="red">
          {t('api_keys.expired')}
        </Text>
      );
    return <Text size="sm">{exactTime(key.expires_at, zone, locale)}</Text>;
  };
  const rows = keys.map((key) => ({
    key: key.id,
    cells: [
      <div key="name">
        <Text fw={600} size="sm">
          {key.name}
        </Text>
        <Code>{key.prefix}…</Code>
      </div>,
      <Text key="scopes" size="sm">
        {key.scopes.map((scope) => t(`api_keys.scope.${scope}`)).join(', ')}
      </Text>,
      <div key="made">
        <TimeAgo at={key.created_at} size="sm" />
        {key.created_by !== null && (
          <Text size="xs" c="dimmed">
            {key.created_by}
          </Text>
        )}
      </div>,
      <div key="ends">{ends(key)}</div>,
      key.last_used_at === null ? (
        <Text key="used" size="sm">
          {t('api_keys.unused')}
        </Text>
      ) : (
        <TimeAgo key="used" at={key.last_used_at} size="sm" />
      ),
      <Button
        key="revoke"
        variant="subtle"
        color="red"
        onClick={() => onRevoke(key)}
        aria-label={t('api_keys.revoke_one', { name: key.name })}
      >
        {t('api_keys.revoke')}
      </Button>,
    ],
  }));
  const heads = [
    t('api_keys.name'),
    t('api_keys.scopes'),
    t('api_keys.made'),
    t('api_keys.ends'),
    t('api_keys.used'),
    t('api_keys.actions'),
  ];
  return <ResponsiveTable label={t('administration.keys')} heads={heads} rows={rows} />;
}
