import { Skeleton, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useZone } from '@/entities/site/zone';
import { useViolation } from '@/entities/violation/api/getViolation';
import classes from '@/features/rules/components/Rules.module.css';
import { useLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import { useNow } from '@/lib/time/useNow';
import { shortTime } from '@/lib/time/zonedTime';
import type { TrialExample } from '@/types/api';

const MOST = 6;

interface Pictured extends TrialExample {
  violation_id: string;
}
const isPictured = (one: TrialExample): one is Pictured => one.has_pictures && one.violation_id !== null;

/** Pictures of violations that were stored when this rule would have raised one. */
export function TrialExamples({ examples, raised }: { examples: TrialExample[]; raised: number }) {
  const { t } = useLocale();
  const pictured = examples.filter(isPictured).slice(0, MOST);
  if (raised === 0) return null;
  return (
    <>
      {pictured.length > 0 && (
        <ul className={classes.examples} aria-label={t('trial.pictures')}>
          {pictured.map((example) => (
            <Example key={example.violation_id} example={example} />
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        {pictured.length === 0 ? t('trial.no_pictures') : t('trial.more', { n: raised - pictured.length })}
      </Text>
    </>
  );
}

function Example({ example }: { example: Pictured }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const time = shortTime(example.at, zone, locale, useNow(60_000));
  const { data, isPending } = useViolation(example.violation_id);
  const [failed, setFailed] = useState(false);
  const src = data?.evidence.crop;
  return (
    <li>
      <Link to={`/violations/${example.violation_id}`} target="_blank" aria-label={t('trial.picture_of', { time })}>
        {isPending && <Skeleton height={96} />}
        {!isPending && (src == null || failed) && (
          <span className={classes.noPicture}>
            <IconPhotoOff size={20} aria-hidden />
          </span>
        )}
        {src != null && !failed && <img src={below(src)} alt="" onError={() => setFailed(true)} />}
        <span>{time}</span>
      </Link>
    </li>
  );
}
