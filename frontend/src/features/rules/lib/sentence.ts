import { itemName } from '@/entities/item/itemName';
import type { Translate } from '@/lib/i18n/useLocale';
import type { RuleFields, Stage } from '@/types/api';
import { spanText } from './span';

export type Described = Omit<RuleFields, 'zone_id' | 'schedule_id' | 'name' | 'enabled'>;

interface Names {
  /** Null: the whole picture. */
  zone: string | null;
  /** Null: at any time. */
  schedule: string | null;
}

/** A rule in one sentence: who must do what, where, when, after how long, how severe. */
export function sentenceOf(rule: Described, { zone, schedule }: Names, t: Translate, locale: string): string {
  const place = zone === null ? t('rules.in_picture') : t('rules.in_zone', { zone });
  const stages = rule.kind === 'stays';
  const parts = [
    askedOf(rule, place, t, locale),
    schedule === null ? t('rules.any_time') : t('rules.by_schedule', { schedule }),
    ...(!stages && rule.minimum_seconds > 0 ? [t('rules.after', { time: spanText(rule.minimum_seconds, t) })] : []),
    ...(!stages && rule.entry_seconds > 0 ? [t('rules.entry', { time: spanText(rule.entry_seconds, t) })] : []),
    ...(rule.exit_seconds > 0 ? [t('rules.exit', { time: spanText(rule.exit_seconds, t) })] : []),
    ...(rule.condition === null
      ? []
      : [t(rule.condition.value ? 'rules.while_on' : 'rules.while_off', { name: rule.condition.name })]),
    stages ? stagesText(rule.stages, t) : t(`severity.${rule.severity}`).toLocaleLowerCase(locale),
    ...(stages && rule.after_hours_stages.length > 0
      ? [t('rules.after_hours_are', { stages: stagesText(rule.after_hours_stages, t) })]
      : []),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function askedOf(rule: Described, place: string, t: Translate, locale: string): string {
  switch (rule.kind) {
    case 'ppe': {
      if (rule.items.length === 0) return t('rules.says_no_items', { place });
      const names = rule.items.map((item) => itemName(item, t).toLocaleLowerCase(locale));
      return t('rules.says_ppe', { place, items: new Intl.ListFormat(locale).format(names) });
    }
    case 'restricted':
      return t('rules.says_restricted', { place });
    case 'at_most':
      return t('rules.says_at_most', { place, n: rule.most_people });
    case 'stays':
      return t('rules.says_stays', { place });
  }
}

export const stagesText = (stages: readonly Stage[], t: Translate): string =>
  stages
    .map(({ seconds, severity }) =>
      t('rules.stage_at', { severity: t(`severity.${severity}`).toLocaleLowerCase(), time: spanText(seconds, t) }),
    )
    .join(', ');
