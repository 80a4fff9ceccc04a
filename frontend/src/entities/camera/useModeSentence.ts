import { useSiteZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { Camera } from '@/types/api';
import { modeSentence } from './modeSentence';

/** The current mode of a camera, why, and until when in its site's time, in one sentence. */
export function useModeSentence(): (camera: Camera) => string {
  const { t, locale } = useLocale();
  const zoneOf = useSiteZone();
  const now = useNow(60_000);
  return (camera) => modeSentence(camera, t, (at) => comingTime(at, zoneOf(camera.site_id), locale, now));
}
