import type { site as en } from '@/locales/en/system/site';

export const site: Record<keyof typeof en, string> = {
  'site.title': 'Lokasi',
  'site.title_of': 'Lokasi {name}',
  'site.name': 'Nama',
  'site.zone': 'Zona waktu',
  'site.zone_hint': 'Jadwal mengikuti jam ini, dan waktu ditampilkan menurutnya. Sekarang di sana pukul {time}.',
  'site.zone_none': 'Zona waktu itu tidak ada. Cari kota besar terdekat.',
  'site.utc': 'Atur zona waktu Anda',
  'site.utc_hint': 'Jamnya masih UTC. Jadwal mengikutinya: pilih zona waktu tempat lokasi ini berada.',
  'site.utc_use': 'Pilih {zone}',
  'site.ask': 'Ganti zona waktu?',
  'site.ask_now': 'Sekarang pukul {time_before} di {before}, dan pukul {time_after} di {after}.',
  'site.ask_shift':
    'Jadwal tetap pada jamnya, menurut jam baru: yang mulai pukul 07.00 mulai pukul 07.00 di {after}. Kamera dapat langsung berganti mode.',
  'site.ask_past': 'Pelanggaran tidak berubah; waktunya ditampilkan menurut jam baru.',
  'site.ask_yes': 'Ganti',
  'site.saved': 'Tersimpan.',
};
