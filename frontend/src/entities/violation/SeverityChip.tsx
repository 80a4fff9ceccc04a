import { Chip, type Tone } from '@/components/Chip';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Severity } from '@/types/api';

const TONES: Record<Severity, Tone> = { notice: 'unknown', warning: 'warning', critical: 'bad' };

/** How severe a violation is. */
export function SeverityChip({ severity }: { severity: Severity }) {
  const { t } = useLocale();
  return <Chip tone={TONES[severity]}>{t(`severity.${severity}`)}</Chip>;
}
