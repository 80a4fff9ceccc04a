import type { Key } from '@/locales';

const DAY_MS = 86_400_000;

/** How long a new key can be valid, in days; null: until it is revoked. */
export const lifetimes: { value: string; days: number | null; label: Key }[] = [
  { value: '30', days: 30, label: 'api_keys.days_30' },
  { value: '90', days: 90, label: 'api_keys.days_90' },
  { value: '365', days: 365, label: 'api_keys.days_365' },
  { value: 'never', days: null, label: 'api_keys.never' },
];
export const DEFAULT_LIFETIME = '90';

/** When a key made now ends. */
export function expiryOf(value: string, now: number): string | null {
  const days = lifetimes.find((one) => one.value === value)?.days ?? null;
  return days === null ? null : new Date(now + days * DAY_MS).toISOString();
}
