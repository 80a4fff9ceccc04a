import { IconClock, IconHandStop, IconPlugConnectedX, IconPower } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { Rule } from '@/types/api';

const icons = { disabled: IconPower, bypassed: IconHandStop, condition: IconPlugConnectedX, schedule: IconClock };

/** Why a rule does not apply now; nothing while it does. */
export function RuleState({ rule }: { rule: Rule }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(10_000);
  const { inactive, bypass } = rule;
  if (inactive === null) return null;
  const until = bypass && comingTime(bypass.until, zone, locale, now);
  return (
    <Chip tone={inactive === 'bypassed' ? 'warning' : 'unknown'} icon={icons[inactive]}>
      {inactive === 'bypassed' && until ? t('rules.bypassed_until', { time: until }) : t(`rules.inactive_${inactive}`)}
    </Chip>
  );
}
