import { IconAlertTriangle, IconCircleCheck, IconClockOff, IconHelpCircle, IconLogout2 } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Violation } from '@/types/api';

const ENDS = {
  worn: { tone: 'good', icon: IconCircleCheck },
  left: { tone: 'unknown', icon: IconLogout2 },
  stopped: { tone: 'warning', icon: IconHelpCircle },
  not_assessable: { tone: 'warning', icon: IconHelpCircle },
  rule_ended: { tone: 'unknown', icon: IconClockOff },
} as const;

/** Ongoing, or how it ended. */
export function ViolationStatus({ violation }: { violation: Violation }) {
  const { t } = useLocale();
  if (violation.closed_at === null) {
    return (
      <Chip tone="bad" icon={IconAlertTriangle}>
        {t('violations.open')}
      </Chip>
    );
  }
  if (violation.close_reason === null) return <Chip tone="unknown">{t('violations.ended')}</Chip>;
  const { tone, icon } = ENDS[violation.close_reason];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`violations.${violation.close_reason}`)}
    </Chip>
  );
}
