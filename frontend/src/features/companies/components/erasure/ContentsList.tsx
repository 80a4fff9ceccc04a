import { List } from '@mantine/core';
import type { ReactNode } from 'react';
import { PARTS } from '@/features/companies/lib/contents';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Contents } from '@/types/api';

/** What a company holds, line by line. */
export function ContentsList({ contents, children }: { contents: Contents; children?: ReactNode }) {
  const { t } = useLocale();
  return (
    <List>
      {PARTS.filter((part) => contents[part] > 0).map((part) => (
        <List.Item key={part}>{t(`companies.${part}_n`, { n: contents[part] })}</List.Item>
      ))}
      {children}
    </List>
  );
}
