import type { letters as en } from '@/locales/en/system/failedEvents';

export const letters: Record<keyof typeof en, string> = {
  'letters.title': 'Disisihkan',
  'letters.none': 'Tidak ada yang disisihkan.',
  'letters.hint': 'Ini tidak dapat disimpan. Semuanya ditahan sampai dapat disimpan, atau sampai Anda menghapusnya.',
  'letters.retry_all': 'Coba semua lagi',
  'letters.retry_one': 'Coba lagi: {what}',
  'letters.more': 'Tampilkan lagi',
  'letters.round': '{stored} tersimpan, {refused} ditolak lagi, {left} tersisa.',
  'letters.running': 'Sedang mencoba lagi …',
  'letters.progress': '{tried} dari {total} dicoba, {refused} gagal lagi',
  'letters.stopped':
    'Dihentikan setelah {tried} dari {total}: {stored} tersimpan, {refused} ditolak lagi, {left} tersisa.',
  'letters.stop': 'Hentikan',
  'letters.camera': 'Kamera {id}',
  'letters.delete': 'Hapus',
  'letters.delete_one': 'Hapus: {what}',
  'letters.delete_title': 'Hapus untuk selamanya?',
  'letters.delete_text':
    'Yang diputuskan kamera, beserta gambarnya, akan hilang. Log mencatat bahwa Anda melakukannya.',
  'letters.delete_yes': 'Hapus selamanya',
  'letters.kind.violation.opened': 'Pelanggaran',
  'letters.kind.violation.updated': 'Gambar pelanggaran yang lebih baik',
  'letters.kind.violation.closed': 'Akhir pelanggaran',
  'letters.kind.camera.changed': 'Perubahan keadaan kamera',
  'letters.kind.unknown': 'Sesuatu yang tidak dikenal',
  'letters.code.never_opened': 'Pelanggaran asalnya tidak pernah tersimpan. Jika ada di daftar ini, coba semua lagi.',
  'letters.code.unknown_camera': 'Kamera sudah tidak ada, atau berada di lokasi lain.',
  'letters.code.refused': 'Basis data atau folder bukti tidak menerima nilainya.',
  'letters.code.failed': 'Penyimpanan gagal lima kali. Setelah pembaruan mungkin berhasil.',
  'letters.code.unreadable':
    'Tidak dapat dibaca. Mungkin ditulis oleh versi Mandor yang lebih baru: perbarui, lalu coba lagi.',
};
