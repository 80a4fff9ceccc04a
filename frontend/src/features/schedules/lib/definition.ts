import type { NewSchedule } from '@/types/api';

/** The fields that a person writes, without those that the backend adds. */
export const definitionOf = ({ name, otherwise, slots, exceptions }: NewSchedule): NewSchedule => ({
  name,
  otherwise,
  slots,
  exceptions,
});
