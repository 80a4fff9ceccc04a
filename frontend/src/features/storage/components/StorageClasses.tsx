import { Table } from '@mantine/core';
import { scrolledByKeys } from '@/components/scrolledByKeys';
import classes from '@/components/NumberTable.module.css';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { formatBytes } from '@/lib/bytes';
import { useLocale } from '@/lib/i18n/useLocale';
import type { EvidenceClass } from '@/types/api';

/** Size and retention of each class of evidence. */
export function StorageClasses({ evidence }: { evidence: EvidenceClass[] }) {
  const { t } = useLocale();
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={scrolledByKeys(t('storage.evidence'))}>
      <Table className={classes.numbers ?? ''} verticalSpacing={6} aria-label={t('storage.evidence')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('storage.evidence')}</Table.Th>
            <Table.Th>{t('storage.oldest')}</Table.Th>
            <Table.Th>{t('storage.pictures')}</Table.Th>
            <Table.Th>{t('storage.size')}</Table.Th>
            <Table.Th>{t('storage.kept')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {evidence.map((one) => (
            <ClassRow key={one.kind} one={one} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ClassRow({ one }: { one: EvidenceClass }) {
  const { t, locale } = useLocale();
  const size = formatBytes(one.bytes, locale);
  const limits = [
    ...(one.most_days > 0 ? [t('storage.kept_days', { n: one.most_days })] : []),
    ...(one.most_bytes > 0 ? [t('storage.kept_bytes', { size: formatBytes(one.most_bytes, locale) })] : []),
  ];
  return (
    <Table.Tr>
      <Table.Td>{t(`storage.${one.kind}`)}</Table.Td>
      <Table.Td>{one.oldest_at === null ? '–' : <TimeAgo at={one.oldest_at} size="sm" />}</Table.Td>
      <Table.Td>{new Intl.NumberFormat(locale).format(one.pictures)}</Table.Td>
      <Table.Td title={one.unmeasured > 0 ? t('storage.at_least_hint') : undefined}>
        {one.unmeasured > 0 ? t('storage.at_least', { size }) : size}
      </Table.Td>
      <Table.Td>{limits.length > 0 ? limits.join(', ') : t('storage.kept_ever')}</Table.Td>
    </Table.Tr>
  );
}
