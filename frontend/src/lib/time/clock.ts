const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `22:30` as minutes since midnight; NaN for invalid text. `24:00` is the end of the day. */
export function minutesOf(clock: string): number {
  if (clock === '24:00') return 1440;
  const [, hours, minutes] = CLOCK.exec(clock) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

export const isClock = (text: string, { asEnd = false } = {}): boolean =>
  CLOCK.test(text) || (asEnd && text === '24:00');

/** Normalise `7`, `730`, `07.30` or `22:15`; invalid text stays as it was typed. */
export function readClock(typed: string): string {
  const text = typed.trim();
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:[:. h]?(\d{2}))?$/.exec(text) ?? [];
  if (hours === undefined) return text;
  const clock = `${hours.padStart(2, '0')}:${minutes}`;
  return Number.isNaN(minutesOf(clock)) ? text : clock;
}
