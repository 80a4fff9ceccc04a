import { Code, Table, Text, Title } from '@mantine/core';
import { useItemName } from '@/features/model/hooks/useItemName';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Interval, ModelFigures } from '@/types/api';
import classes from './Model.module.css';

/** Accuracy with confidence intervals and the data set it was measured on, or how to measure it. */
export function ModelAccuracy({ figures }: { figures: ModelFigures | null }) {
  const { t } = useLocale();
  return (
    <div>
      <Title order={3} size="sm" mb={6}>
        {t('system.measured')}
      </Title>
      {figures === null ? (
        <Text size="sm" c="dimmed">
          {t('system.not_measured')} {t('system.not_measured_hint')} <Code>make evaluate DATA=…</Code>
        </Text>
      ) : (
        <Figures figures={figures} />
      )}
    </div>
  );
}

function Figures({ figures }: { figures: ModelFigures }) {
  const { t } = useLocale();
  const percent = usePercent();
  const itemName = useItemName();
  const { pictures, data } = figures;
  const on =
    pictures === null
      ? t('system.measured_data', { data: data || '–' })
      : t('system.measured_on', { n: pictures, data: data || '–' });
  const items = Object.keys(figures.ap50);
  return (
    <>
      <dl className={classes.figures}>
        <div title={t('system.map50_hint')}>
          <dt>{t('system.map50')}</dt>
          <dd>
            <b>{percent(figures.map50)}</b> <Range of={figures.map50_interval} />
          </dd>
        </div>
        {figures.map50_95 !== null && (
          <div>
            <dt>{t('system.map50_95')}</dt>
            <dd>{percent(figures.map50_95)}</dd>
          </div>
        )}
      </dl>
      <Text size="sm" c="dimmed" mb={6}>
        {on}
      </Text>
      {items.length > 0 && (
        <Table className={classes.measured ?? ''} verticalSpacing={4} aria-label={t('system.measured')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('violations.item')}</Table.Th>
              <Table.Th>{t('system.ap50')}</Table.Th>
              <Table.Th title={t('system.precision_hint')}>{t('system.precision')}</Table.Th>
              <Table.Th title={t('system.recall_hint')}>{t('system.recall')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={item}>
                <Table.Td>{itemName(item)}</Table.Td>
                <Table.Td>
                  {percent(figures.ap50[item])} <Range of={figures.ap50_interval[item]} />
                </Table.Td>
                <Table.Td>{percent(figures.precision[item])}</Table.Td>
                <Table.Td>{percent(figures.recall[item])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}

/** A 95 % confidence interval. */
function Range({ of: interval }: { of: Interval | null | undefined }) {
  const { locale } = useLocale();
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (!interval) return null;
  return <span className={classes.range}>{interval.map((share) => format.format(share * 100)).join('–')}</span>;
}

function usePercent(): (share: number | null | undefined) => string {
  const { locale } = useLocale();
  const format = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (share) => (share === null || share === undefined ? '–' : format.format(share));
}
