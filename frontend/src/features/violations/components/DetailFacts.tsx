import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useZone } from '@/entities/site/zone';
import { SeverityChip } from '@/entities/violation/SeverityChip';
import { useViolationTexts } from '@/entities/violation/useViolationTexts';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import type { Violation } from '@/types/api';
import classes from './Violations.module.css';
import { ViolationStatus } from './ViolationStatus';

export function DetailFacts({ violation }: { violation: Violation }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { ruleOf, delayOf } = useViolationTexts();
  const delay = delayOf(violation);
  const { opened_at: openedAt, closed_at: closedAt, close_reason: why } = violation;
  return (
    <dl className={classes.facts}>
      <dt>{t('violations.camera')}</dt>
      <dd>
        {violation.camera_name} {violation.demo && <Chip tone="unknown">{t('common.demo')}</Chip>}
      </dd>
      {violation.site_name !== null && (
        <>
          <dt>{t('violations.site')}</dt>
          <dd>{violation.site_name}</dd>
        </>
      )}
      <dt>{t('violations.rule')}</dt>
      <dd>
        {violation.rule_id === null ? (
          ruleOf(violation)
        ) : (
          <Anchor component={Link} to={`/violations?rule=${violation.rule_id}`} size="sm">
            {ruleOf(violation)}
          </Anchor>
        )}
        {violation.rule_version !== null && violation.rule_version > 1 && (
          <Text size="xs" c="dimmed">
            {t('violations.rule_version', { n: violation.rule_version })}
          </Text>
        )}
      </dd>
      {violation.zone_name !== null && (
        <>
          <dt>{t('violations.zone')}</dt>
          <dd>{violation.zone_name}</dd>
        </>
      )}
      {violation.severity !== null && (
        <>
          <dt>{t('violations.severity')}</dt>
          <dd>
            <SeverityChip severity={violation.severity} />
          </dd>
        </>
      )}
      <dt>{t('violations.status')}</dt>
      <dd>
        <ViolationStatus violation={violation} />
        {why && (
          <Text size="xs" c="dimmed" mt={2}>
            {t(`violations.${why}_long`)}
          </Text>
        )}
      </dd>
      <dt>{t('violations.opened')}</dt>
      <dd>
        {exactTime(openedAt, zone, locale)}
        <br />
        <TimeAgo at={openedAt} size="xs" c="dimmed" />
      </dd>
      {delay !== null && (
        <>
          <dt>{t('violations.delay')}</dt>
          <dd>{t('violations.after', { delay })}</dd>
        </>
      )}
      {closedAt !== null && (
        <>
          <dt>{t('violations.closed')}</dt>
          <dd>{exactTime(closedAt, zone, locale)}</dd>
        </>
      )}
      <dt>{t('violations.confidence')}</dt>
      <dd>{new Intl.NumberFormat(locale, { style: 'percent' }).format(violation.confidence)}</dd>
      <dt>{t('violations.model')}</dt>
      <dd>{violation.model}</dd>
    </dl>
  );
}
