export const DURATIONS = ['m30', 'h1', 'h4', 'change', 'open'] as const;
export type Duration = (typeof DURATIONS)[number];

const MINUTES = { m30: 30, h1: 60, h4: 240 } as const;

/** When an override that starts now would end: an instant, or null for never. `change` is the schedule's next change. */
export function endOf(duration: Duration, now: number, change: string | null): string | null {
  if (duration === 'open') return null;
  if (duration === 'change') return change;
  return new Date(now + MINUTES[duration] * 60_000).toISOString();
}
