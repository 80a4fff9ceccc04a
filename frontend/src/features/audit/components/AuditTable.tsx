import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ResponsiveTable } from '@/components/ResponsiveTable';
import { useZone } from '@/entities/site/zone';
import { useActionText } from '@/features/audit/hooks/useActionOptions';
import { useNames } from '@/features/audit/hooks/useNames';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import type { AuditEntry } from '@/types/api';
import { EntryDetails } from './EntryDetails';

/** Entries, newest first. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const actionText = useActionText();
  const heads = [t('audit.action'), t('audit.details'), t('audit.actor'), t('audit.time'), t('audit.address')];
  const rows = entries.map((entry) => ({
    key: entry.number,
    cells: [
      <span key="action">
        <Text span fw={600} size="sm">
          {actionText(entry.action)}
        </Text>
        <Target entry={entry} />
      </span>,
      <EntryDetails key="details" entry={entry} />,
      <Actor key="actor" entry={entry} />,
      <span key="time">
        <time dateTime={entry.at}>{exactTime(entry.at, zone, locale)}</time>
        <small>{t('audit.number', { number: entry.number })}</small>
      </span>,
      entry.address === '' ? t('audit.on_machine') : entry.address,
    ],
  }));
  return <ResponsiveTable label={t('audit.list')} heads={heads} rows={rows} />;
}

function Actor({ entry }: { entry: AuditEntry }) {
  const { t } = useLocale();
  if (entry.actor_id !== null) return entry.actor;
  if (entry.actor === 'system') return t('audit.system');
  return entry.actor === 'unknown' ? t('audit.unknown_actor') : entry.actor;
}

function Target({ entry }: { entry: AuditEntry }) {
  const nameOf = useNames();
  const { target_kind: kind, target_id: id } = entry;
  if (kind === 'audit') return null;
  const found = nameOf(kind, id);
  const { name, email } = entry.detail as { name?: unknown; email?: unknown };
  const written = [name, email].find((one): one is string => typeof one === 'string');
  const text = found.isKnown ? found.text : (written ?? found.text);
  const to = kind === 'camera' && found.isKnown ? `/live/${id}` : kind === 'violation' ? `/violations/${id}` : null;
  return (
    <small>
      {to === null ? (
        text
      ) : (
        <Anchor component={Link} to={to} inherit>
          {text}
        </Anchor>
      )}
    </small>
  );
}
