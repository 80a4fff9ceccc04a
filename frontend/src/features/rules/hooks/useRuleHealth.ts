import { useAssessability } from '@/entities/rule/api/getAssessability';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { shortTime } from '@/lib/time/zonedTime';
import { useJudgementText } from './useJudgementText';

/** The id of the rule of a camera's own settings. */
export const EVERYWHERE = 'anywhere';
const DAY_MS = 86_400_000;

/** What to check about a rule that applies: nobody seen for a day, or items that cannot be judged there. */
export function useRuleHealth(cameraId: number, ruleId: string, since: string): string[] {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(60_000);
  const judgementText = useJudgementText();
  const health = useAssessability(cameraId).data?.rules.find((one) => one.rule_id === ruleId);
  if (health === undefined) return [];
  const last = health.last_person_at;
  const isOldEnough = now - Date.parse(since) > DAY_MS;
  const quiet =
    last === null ? t('trial.quiet_never') : t('trial.quiet_since', { time: shortTime(last, zone, locale, now) });
  return [...judgementText(health.items), ...(health.is_quiet && isOldEnough ? [quiet] : [])];
}
