import { Paper, Skeleton, Title } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLocale } from '@/hooks/useLocale';
import type { ModelInfo } from '@/types/api';
import classes from './System.module.css';
import { useModel } from './useSystem';

export function ModelCard() {
  const { t } = useLocale();
  const { data, isError, error } = useModel();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('system.model')}>
      <Title order={2} mb="sm">
        {t('system.model')}
      </Title>
      {isError && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={140} />}
      {data && !isError && <ModelFacts model={data} />}
    </Paper>
  );
}

function ModelFacts({ model }: { model: ModelInfo }) {
  const { t, locale } = useLocale();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const speeds = Object.entries(model.milliseconds).map(([engine, ms]) => `${engine} ${t('system.ms', { n: number.format(ms) })}`);
  const facts: [string, string][] = [
    [t('violations.model'), model.name],
    [t('system.engine'), model.engine],
    [t('system.device'), model.device],
    [t('system.input'), `${model.input_size} × ${model.input_size}`],
    [t('system.speed'), speeds.join(', ') || '–'],
    [t('system.classes'), model.classes.join(', ')],
    [t('system.licence'), model.licence],
    [t('system.hash'), model.sha256.slice(0, 12)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
