import type { Severity } from '@/types/api';

/** From the least. */
export const SEVERITIES: readonly Severity[] = ['notice', 'warning', 'critical'];
