import { comingTime } from '@/lib/zonedTime';
import { modeSentence } from '@/lib/modeSentence';
import type { Camera } from '@/types/api';
import { useLocale } from './useLocale';
import { useSiteZone } from './useMe';
import { useNow } from './useNow';

/** What a camera does now, why, and until when at its site, in one sentence. */
export function useModeSentence(): (camera: Camera) => string {
  const { t, locale } = useLocale();
  const zoneOf = useSiteZone();
  const now = useNow(60_000);
  return (camera) => modeSentence(camera, t, (at) => comingTime(at, zoneOf(camera.site_id), locale, now));
}
