import type { Bar } from '@/entities/schedule/week';
import { useLocale } from '@/lib/i18n/useLocale';

const clock = (share: number): string => {
  const minutes = Math.round(share * 1440);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

/** "22:00–24:00 Detection, Night shift". */
export function useBarText(): (bar: Bar) => string {
  const { t } = useLocale();
  return ({ begins, ends, mode, name, clocks: [from, until] = [clock(begins), clock(ends)] }) =>
    [`${from}–${until} ${t(`mode.${mode}`)}`, name].filter(Boolean).join(', ');
}
