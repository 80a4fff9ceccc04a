import { TextInput } from '@mantine/core';
import { useTyped } from '@/features/audit/hooks/useTyped';
import { isDay } from '@/features/audit/lib/filters';

/** A day. While its year is being typed it is no day yet, and the filter stays. */
export function DayInput({ label, day, onChange }: { label: string; day: string; onChange: (day: string) => void }) {
  const { typed, setTyped, take } = useTyped(day, onChange);
  return (
    <TextInput
      type="date"
      label={label}
      min="2000-01-01"
      max="2199-12-31"
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        if (next === '' || isDay(next)) take(next);
      }}
    />
  );
}
