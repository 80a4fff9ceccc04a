import { overlaps } from '@/entities/schedule/week';
import type { Translate } from '@/lib/i18n/useLocale';
import { isClock } from '@/lib/time/clock';
import type { ExceptionDate, NewSchedule, Slot } from '@/types/api';

/** Messages by path, with the backend's paths: `slots.2.end`. */
export type FieldErrors = Record<string, string>;

export function errorsOf(values: NewSchedule, t: Translate): FieldErrors {
  const found: FieldErrors = {};
  if (values.name.trim() === '') found.name = t('schedules.name_missing');
  values.slots.forEach((slot, index) => {
    Object.assign(found, clockErrors(slot, `slots.${index}`, t));
    if (slot.days.length === 0) found[`slots.${index}.days`] = t('schedules.days_missing');
  });
  for (const [index, other] of overlaps(values.slots))
    found[`slots.${index}.start`] ??= t('schedules.overlap', { n: other + 1 });
  values.exceptions.forEach((_, index) => Object.assign(found, exceptionErrors(values.exceptions, index, t)));
  return found;
}

function clockErrors({ start, end }: Slot, path: string, t: Translate): FieldErrors {
  return {
    ...(!isClock(start) && { [`${path}.start`]: t('schedules.clock_wrong') }),
    ...(!isClock(end, { asEnd: true }) && { [`${path}.end`]: t('schedules.clock_wrong') }),
  };
}

function exceptionErrors(exceptions: ExceptionDate[], index: number, t: Translate): FieldErrors {
  const exception = exceptions[index];
  if (exception === undefined) return {};
  const path = `exceptions.${index}`;
  const twice = exceptions.findIndex(({ date }) => date === exception.date) < index;
  return {
    ...(exception.date !== '' && twice && { [`${path}.date`]: t('schedules.date_twice') }),
    ...(exception.date === '' && { [`${path}.date`]: t('schedules.date_missing') }),
    ...(exception.name.trim() === '' && { [`${path}.name`]: t('schedules.exception_name_missing') }),
    ...Object.fromEntries(
      exception.slots.flatMap((slot, n) => Object.entries(clockErrors(slot, `${path}.slots.${n}`, t))),
    ),
  };
}
