import { VisuallyHidden } from '@mantine/core';
import { useValueText } from '@/features/audit/hooks/useValueText';
import { linesOf } from '@/features/audit/lib/detail';
import { useLocale } from '@/lib/i18n/useLocale';
import type { AuditEntry } from '@/types/api';
import classes from './Audit.module.css';

/** The week of a schedule is no text to read: it is only named. */
const UNREADABLE = ['definition'];

/** What an entry says beside its action: values before and after, and facts. */
export function EntryDetails({ entry }: { entry: AuditEntry }) {
  const { t } = useLocale();
  const { fieldText, valueText } = useValueText();
  const lines = linesOf(entry);
  if (lines.length === 0) return '–';
  return (
    <ul className={classes.lines}>
      {lines.map(({ field, before, after }) => (
        <li key={field}>
          <span className={classes.field}>{fieldText(field)}</span>{' '}
          {UNREADABLE.includes(field) ? (
            t('audit.was_changed')
          ) : before === undefined ? (
            valueText(field, after)
          ) : (
            <>
              <del>{valueText(field, before)}</del> <span aria-hidden>→</span>{' '}
              <VisuallyHidden>{t('audit.becomes')}</VisuallyHidden> <ins>{valueText(field, after)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
