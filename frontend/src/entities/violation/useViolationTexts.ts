import { useLocale } from '@/lib/i18n/useLocale';
import type { Violation } from '@/types/api';

/** What a violation is called in the language of the user. */
export function useViolationTexts(): {
  titleOf: (violation: Violation) => string;
  itemsOf: (violation: Violation) => string;
  ruleOf: (violation: Violation) => string;
  delayOf: (violation: Violation) => string | null;
} {
  const { t, locale } = useLocale();
  const itemsOf = ({ items }: Violation) =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(items.map((item) => t(`item.${item}`)));
  const titleOf = (violation: Violation) => {
    const [first, ...more] = violation.items;
    if (first === undefined) return t(`rule_kind.${violation.rule_kind}`);
    return more.length === 0 ? t(`item.${first}_missing`) : t('violations.missing', { items: itemsOf(violation) });
  };
  const ruleOf = ({ rule_name: name, rule_kind: kind, zone_name: zone }: Violation) =>
    name ?? (kind === 'ppe' && zone === null ? t('violations.rule_everywhere') : t(`rule_kind.${kind}`));
  const delayOf = ({ delay_seconds: seconds }: Violation) =>
    seconds === null
      ? null
      : new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(seconds);
  return { titleOf, itemsOf, ruleOf, delayOf };
}
