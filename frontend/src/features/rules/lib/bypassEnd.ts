const MINUTE_MS = 60_000;

/** How long a rule can be suspended; at most 7 days. */
export const BYPASSES = ['m30', 'h2', 'h8', 'd1', 'd7'] as const;
export type BypassLength = (typeof BYPASSES)[number];

const MINUTES: Record<BypassLength, number> = { m30: 30, h2: 120, h8: 480, d1: 1_440, d7: 10_080 };

/** A minute less than 7 days, so that a slow clock here does not make it too long there. */
export const bypassEnd = (length: BypassLength, now: number): string =>
  new Date(now + (MINUTES[length] - (length === 'd7' ? 1 : 0)) * MINUTE_MS).toISOString();

export const REASON_LENGTH = 200;
