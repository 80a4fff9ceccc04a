import type { auth as en } from '../en/auth';

export const auth: Record<keyof typeof en, string> = {
  'auth.title': 'Masuk ke Mandor',
  'auth.tagline': 'Mandor yang mengawasi kamera.',
  'auth.email': 'Email',
  'auth.password': 'Kata sandi',
  'auth.submit': 'Masuk',
  'auth.first': 'Kata sandi administrator pertama ditampilkan satu kali oleh',
  'auth.lost': 'Hilang? Di mesin Mandor:',
  'auth.ended': 'Sesi Anda berakhir. Masuk lagi dan Anda kembali ke tempat semula.',
  'auth.email_missing': 'Isi alamat email Anda.',
  'auth.password_missing': 'Isi kata sandi Anda.',
  'auth.wrong': 'Email atau kata sandi salah',
  'auth.wrong_hint': 'Periksa keduanya, dan pastikan Caps Lock mati.',
  'auth.too_many': 'Terlalu banyak percobaan',
  'auth.too_many_hint': 'Coba lagi dalam {n} detik.',
};
