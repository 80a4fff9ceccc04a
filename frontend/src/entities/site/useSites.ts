import { useMe } from '@/entities/user/api/getMe';
import type { Site } from '@/types/api';

/** The sites that the person sees, archived ones too. Empty until they are known. */
export const useSites = (): Site[] => useMe().data?.sites ?? [];

/** Sites that take cameras. */
export const useOpenSites = (): Site[] => useSites().filter(({ archived_at: archived }) => archived === null);
