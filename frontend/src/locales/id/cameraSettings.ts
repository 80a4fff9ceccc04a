import type { cameraSettings as en } from '../en/cameraSettings';

export const cameraSettings: Record<keyof typeof en, string> = {
  'setting.title': 'Deteksi',
  'setting.title_hint': 'Laju, APD wajib, peringatan tentang gambar',
  'setting.reset': 'Kembalikan “{name}” ke bawaan: {value}',
  'setting.on': 'nyala',
  'setting.off': 'mati',
  'setting.none': 'tidak ada',
  'setting.fault_number': 'Pilih angka dari {least} sampai {most}.',
  'setting.fault_names': 'Pilih sedikitnya satu.',
  'setting.detect_fps': 'Gambar per detik yang dianalisis',
  'setting.detect_fps_hint':
    'Dari {least} sampai {most}. Lebih sedikit meringankan mesin ini, tetapi kejadian singkat terlihat lebih lambat atau terlewat.',
  'setting.analysers': 'Yang dianalisis',
  'setting.analysers_hint': 'Setiap jenis analisis menambah beban mesin ini.',
  'setting.analysers.ppe': 'Alat pelindung diri',
  'setting.required_items': 'APD wajib',
  'setting.required_items_hint':
    'Setiap orang di gambar harus memakainya. Kosongkan bila APD hanya wajib di zona. Jika sebuah APD dihapus, pelanggarannya yang sedang berlangsung berakhir.',
  'setting.required_items.helmet': 'Helm',
  'setting.required_items.vest': 'Rompi',
  'setting_group.picture_health': 'Peringatan tentang gambar',
  'setting.moved_warning': 'Peringatkan bila pandangan bergeser',
  'setting.moved_warning_hint': 'Matikan untuk kamera yang memang berputar.',
  'setting.defocused_warning': 'Peringatkan bila gambar tidak tajam',
  'setting.defocused_warning_hint': 'Matikan untuk kamera yang memakai zoom.',
  'setting.no_colour_warning': 'Peringatkan bila gambar tanpa warna',
  'setting.no_colour_warning_hint': 'Matikan untuk kamera hitam-putih.',
  'setting.remove_title': 'Tidak lagi mewajibkan: {items}?',
  'setting.remove_now': 'Kamera ini punya {n} pelanggaran yang sedang berlangsung.',
  'setting.remove_ends':
    'Pelanggaran yang sedang berlangsung untuk APD ini berakhir saat disimpan: {items}. Tetap ada di daftar.',
  'setting.remove_yes': 'Simpan dan akhiri',
};
