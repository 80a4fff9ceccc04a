import { Input, UnstyledButton } from '@mantine/core';
import { useId } from 'react';
import { DAYS } from '@/entities/schedule/week';
import classes from '@/features/schedules/components/Schedules.module.css';
import { useDayNames } from '@/features/schedules/hooks/useDayNames';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  days: number[];
  error: React.ReactNode;
  onChange: (days: number[]) => void;
}

/** A toggle button per weekday. */
export function DayPicker({ days, error, onChange }: Props) {
  const { t } = useLocale();
  const id = useId();
  const short = useDayNames('short');
  const long = useDayNames('long');
  const toggle = (day: number) =>
    onChange(days.includes(day) ? days.filter((one) => one !== day) : [...days, day].toSorted((a, b) => a - b));
  return (
    <div role="group" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        {t('schedules.days')}
      </Input.Label>
      <div className={classes.chips}>
        {DAYS.map((day) => (
          <UnstyledButton
            key={day}
            className={classes.chip}
            aria-pressed={days.includes(day)}
            aria-label={`${short[day - 1] ?? ''}, ${long[day - 1] ?? ''}`}
            data-invalid={Boolean(error) || undefined}
            onClick={() => toggle(day)}
          >
            {short[day - 1]}
          </UnstyledButton>
        ))}
      </div>
      {error && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  );
}
