import { comingTime } from '@/lib/zonedTime';
import { modeSentence } from '@/lib/modeSentence';
import type { Camera } from '@/types/api';
import { useLocale } from './useLocale';
import { useMe } from './useMe';
import { useNow } from './useNow';

/** What a camera does now, why, and until when at its site, in one sentence. */
export function useModeSentence(): (camera: Camera) => string {
  const { t, locale } = useLocale();
  const sites = useMe().data?.sites ?? [];
  const now = useNow(60_000);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (camera) => {
    const zone = (sites.find(({ id }) => id === camera.site_id) ?? sites[0])?.time_zone ?? own;
    return modeSentence(camera, t, (at) => comingTime(at, zone, locale, now));
  };
}
