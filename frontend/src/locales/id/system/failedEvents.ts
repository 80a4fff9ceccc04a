import type { failedEvents as en } from '@/locales/en/system/failedEvents';

export const failedEvents: Record<keyof typeof en, string> = {
  'failed.title': 'Peristiwa gagal',
  'failed.none': 'Tidak ada peristiwa gagal.',
  'failed.hint': 'Ini tidak dapat disimpan. Semuanya ditahan sampai dapat disimpan, atau sampai Anda menghapusnya.',
  'failed.retry_all': 'Coba semua lagi',
  'failed.retry_one': 'Coba lagi: {what}',
  'failed.more': 'Tampilkan lagi',
  'failed.round': '{stored} tersimpan, {refused} ditolak lagi, {left} tersisa.',
  'failed.running': 'Sedang mencoba lagi …',
  'failed.progress': '{tried} dari {total} dicoba, {refused} gagal lagi',
  'failed.stopped':
    'Dihentikan setelah {tried} dari {total}: {stored} tersimpan, {refused} ditolak lagi, {left} tersisa.',
  'failed.stop': 'Hentikan',
  'failed.camera': 'Kamera {id}',
  'failed.delete': 'Hapus',
  'failed.delete_one': 'Hapus: {what}',
  'failed.delete_title': 'Hapus untuk selamanya?',
  'failed.delete_text': 'Yang diputuskan kamera, beserta gambarnya, akan hilang. Log mencatat bahwa Anda melakukannya.',
  'failed.delete_yes': 'Hapus selamanya',
  'failed.kind.violation.opened': 'Pelanggaran',
  'failed.kind.violation.updated': 'Gambar pelanggaran yang lebih baik',
  'failed.kind.violation.closed': 'Akhir pelanggaran',
  'failed.kind.camera.changed': 'Perubahan keadaan kamera',
  'failed.kind.unknown': 'Sesuatu yang tidak dikenal',
  'failed.code.never_opened': 'Pelanggaran asalnya tidak pernah tersimpan. Jika ada di daftar ini, coba semua lagi.',
  'failed.code.unknown_camera': 'Kamera sudah tidak ada, atau berada di lokasi lain.',
  'failed.code.refused': 'Basis data atau folder bukti tidak menerima nilainya.',
  'failed.code.failed': 'Penyimpanan gagal lima kali. Setelah pembaruan mungkin berhasil.',
  'failed.code.unreadable':
    'Tidak dapat dibaca. Mungkin ditulis oleh versi Mandor yang lebih baru: perbarui, lalu coba lagi.',
};
