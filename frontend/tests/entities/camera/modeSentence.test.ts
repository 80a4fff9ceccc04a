import { expect, it } from 'vitest';
import { modeSentence } from '@/entities/camera/modeSentence';
import { fill, type Params } from '@/lib/i18n/fill';
import { comingTime } from '@/lib/time/zonedTime';
import { en, type Key, type Locale } from '@/locales';
import { id } from '@/locales/id';
import type { ModeWhy, ScheduleMode } from '@/types/api';

const NOW = Date.parse('2026-11-21T02:00:00Z');
const SIX = '2026-11-21T23:00:00Z';

function sentence(
  locale: Locale,
  mode: ScheduleMode,
  why: ModeWhy['why'],
  name = '',
  until: string | null = null,
): string {
  const t = (key: Key, params?: Params) => fill({ en, id }[locale][key], params);
  const camera = { mode_now: mode, mode_why: { why, name, until }, override: null };
  return modeSentence(camera, t, (at) => comingTime(at, 'Asia/Jakarta', locale, NOW));
}

it.each<[string, string, ScheduleMode, ModeWhy['why'], string, string | null]>([
  ['Detection · always', 'Deteksi · selalu', 'detect', 'fixed', '', null],
  ['Detection · Night shift until 06:00', 'Deteksi · Night shift sampai 06.00', 'detect', 'slot', 'Night shift', SIX],
  ['Detection · by schedule until 06:00', 'Deteksi · menurut jadwal sampai 06.00', 'detect', 'slot', '', SIX],
  [
    'Live view only · rest of the week, until 06:00',
    'Tayangan saja · waktu lainnya, sampai 06.00',
    'stream',
    'otherwise',
    '',
    SIX,
  ],
  ['Live view only · rest of the week', 'Tayangan saja · waktu lainnya', 'stream', 'otherwise', '', null],
  ['Off by schedule until 06:00', 'Mati menurut jadwal sampai 06.00', 'off', 'otherwise', '', SIX],
  [
    'Off by schedule until 06:00 · Holiday',
    'Mati menurut jadwal sampai 06.00 · Holiday',
    'off',
    'exception',
    'Holiday',
    SIX,
  ],
  [
    'Detection · overridden until 06:00 by Sari',
    'Deteksi · diatur manual sampai 06.00 oleh Sari',
    'detect',
    'override',
    'Sari',
    SIX,
  ],
  [
    'Off · overridden by Sari until further notice',
    'Mati · diatur manual oleh Sari sampai diubah lagi',
    'off',
    'override',
    'Sari',
    null,
  ],
  ['Off · overridden until further notice', 'Mati · diatur manual sampai diubah lagi', 'off', 'override', '', null],
  ['Switched off', 'Dimatikan', 'off', 'disabled', '', null],
  [
    'Detection · its schedule cannot be read',
    'Deteksi · jadwalnya tidak dapat dibaca',
    'detect',
    'unreadable',
    '',
    null,
  ],
])('%s / %s', (english, indonesian, mode, why, name, until) => {
  expect([sentence('en', mode, why, name, until), sentence('id', mode, why, name, until)]).toEqual([
    english,
    indonesian,
  ]);
});

it('names the day of an end that is a day away or more', () => {
  expect(sentence('en', 'off', 'exception', 'Holiday', '2026-11-23T23:00:00Z')).toContain('Tue, Nov 24');
});
