import { Text } from '@mantine/core';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useZone } from '@/entities/site/zone';
import { SeverityChip } from '@/entities/violation/SeverityChip';
import { useViolationTexts } from '@/entities/violation/useViolationTexts';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import type { Violation } from '@/types/api';
import { EvidencePicture } from './EvidencePicture';
import classes from './Violations.module.css';
import { ViolationStatus } from './ViolationStatus';

interface Props {
  violation: Violation;
  to: string;
  chosen?: boolean;
  row?: boolean;
}

/** A violation in a gallery, or as a row in a rail. */
export function ViolationCard({ violation, to, chosen = false, row = false }: Props) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { titleOf, ruleOf, delayOf } = useViolationTexts();
  const item = titleOf(violation);
  const delay = delayOf(violation);
  const label = t('violations.card_label', {
    item,
    camera: violation.camera_name,
    time: exactTime(violation.opened_at, zone, locale),
  });
  return (
    <div className={classes.card} data-row={row || undefined} data-chosen={chosen || undefined}>
      <Link
        to={to}
        className={classes.overlayLink}
        data-violation={violation.id}
        aria-label={label}
        aria-current={chosen}
        title={exactTime(violation.opened_at, zone, locale)}
      />
      <span className={classes.crop}>
        <EvidencePicture
          src={violation.evidence.crop}
          alt={t('violations.crop')}
          removedAt={violation.evidence.removed_at}
        />
        {violation.demo && !row && (
          <span className={classes.cropBadge}>
            <Chip tone="unknown" onPicture>
              {t('common.demo')}
            </Chip>
          </span>
        )}
      </span>
      <span className={classes.cardText}>
        <Text span fw={650} size="sm" truncate>
          {item}
        </Text>
        <span className={classes.cardLine}>
          <Text span size="xs" c="dimmed" truncate>
            {violation.camera_name}
          </Text>
          <TimeAgo at={violation.opened_at} size="xs" c="dimmed" style={{ flex: 'none' }} />
        </span>
        {!row && (
          <Text span size="xs" c="dimmed" truncate title={t('violations.rule')}>
            {[ruleOf(violation), violation.zone_name, delay && t('violations.after', { delay })]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        )}
        <span className={classes.cardFoot}>
          <ViolationStatus violation={violation} />
          {violation.severity !== null && (!row || violation.severity === 'critical') && (
            <SeverityChip severity={violation.severity} />
          )}
        </span>
      </span>
    </div>
  );
}
