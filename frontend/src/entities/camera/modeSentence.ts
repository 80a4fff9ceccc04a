import type { Params } from '@/lib/i18n/fill';
import type { Key } from '@/locales';
import type { Camera } from '@/types/api';

type CurrentMode = Pick<Camera, 'mode_now' | 'mode_why' | 'override'>;

/** The key of the sentence that explains the current mode. */
export function sentenceKey({ mode_now: mode, mode_why: { why, name, until } }: CurrentMode): Key {
  const ends = until === null ? '' : '_until';
  switch (why) {
    case 'disabled':
    case 'unreadable':
      return `why.${why}`;
    case 'fixed':
      return 'why.always';
    case 'override':
      return `why.override${name === '' ? '' : '_by'}${ends}`;
    case 'otherwise':
      return mode === 'off' ? `why.off${ends}` : (`why.otherwise${ends}` as Key);
    case 'slot':
    case 'exception':
      if (mode === 'off') return `why.off${name === '' ? '' : '_named'}${ends}`;
      return `why.${name === '' ? 'schedule' : 'named'}${ends}`;
  }
}

/** "Detection · Night shift until 06:00". `time` formats an instant in the site's zone. */
export function modeSentence(
  camera: CurrentMode,
  t: (key: Key, params?: Params) => string,
  time: (at: string) => string,
): string {
  const { name, until } = camera.mode_why;
  return t(sentenceKey(camera), { mode: t(`mode.${camera.mode_now}`), name, time: until === null ? '' : time(until) });
}
