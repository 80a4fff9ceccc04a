import { FactList, type Fact } from '@/components/FactList';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ModelInfo, ModelLoad } from '@/types/api';
import classes from './Model.module.css';

/** Name, engine, speed, load and licence of the model. */
export function ModelFacts({ model }: { model: ModelInfo }) {
  const { t } = useLocale();
  const facts: Fact[] = [
    [t('violations.model'), model.name],
    [t('system.engine'), `${model.engine}, ${model.device}`],
    [t('system.input'), `${model.input_size} × ${model.input_size}`],
    [
      t('system.secondLook'),
      model.second_look_side > 0 ? t('system.secondLookAt', { side: model.second_look_side }) : '–',
    ],
    [t('system.speed'), <Speeds key="speeds" model={model} />],
    [t('system.load'), <LoadNow key="load" load={model.load} />],
    [t('system.hash'), model.sha256.slice(0, 12)],
    [t('system.previous'), model.previous ?? '–'],
    [t('system.licence'), model.licence],
    ...(model.attribution === '' ? [] : [[t('system.attribution'), model.attribution] satisfies Fact]),
  ];
  return <FactList facts={facts} />;
}

/** Load in the last seconds: utilisation, throughput, and waiting time. */
function LoadNow({ load }: { load: ModelLoad | null }) {
  const { t, locale } = useLocale();
  if (load === null) return '–';
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const did = t('system.loadNow', {
    busy: share.format(load.busy),
    pictures: number.format(load.pictures_per_second),
    cameras: number.format(load.cameras),
  });
  if (load.waiting_ms_p95 === null) return did;
  return `${did}; ${t('system.loadWaiting', { ms: t('system.ms', { n: number.format(load.waiting_ms_p95) }) })}`;
}

/** One line per engine that was tried, fastest first. */
function Speeds({ model }: { model: ModelInfo }) {
  const { t, locale } = useLocale();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const speeds = Object.entries(model.milliseconds).sort(([, a], [, b]) => a - b);
  if (speeds.length === 0) return '–';
  return (
    <ul className={classes.speeds}>
      {speeds.map(([engine, ms]) => (
        <li key={engine}>
          {t('system.ms', { n: number.format(ms) })} {engine === model.engine ? t('system.chosen', { engine }) : engine}
        </li>
      ))}
    </ul>
  );
}
