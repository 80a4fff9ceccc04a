import type { Item } from '@/types/api';

/** The items of protective equipment that a person may be required to wear. */
export const ITEMS: readonly Item[] = ['helmet', 'vest'];
