import type { modelFaults as en } from '@/locales/en/system/modelFaults';

export const modelFaults: Record<keyof typeof en, string> = {
  'model_fault.model_missing': 'Tidak ada model dengan nama ini.',
  'model_fault.model_missing.hint': 'Di mesin Mandor, “make model” menampilkan daftar yang ada.',
  'model_fault.manifest_unreadable': 'Daftar model (manifest.json) tidak ada, tidak lengkap, atau tidak dapat dibaca.',
  'model_fault.manifest_unreadable.hint': 'Pulihkan daftarnya, atau jalankan model lain: make model USE=<nama>.',
  'model_fault.record_unreadable': 'Catatan tentang model mana yang harus berjalan tidak dapat dibaca.',
  'model_fault.record_unreadable.hint': 'Di mesin Mandor, “make model USE=<nama>” menulisnya lagi.',
  'model_fault.file_missing': 'Berkas model tidak ada.',
  'model_fault.file_missing.hint': 'Pulihkan berkasnya, atau jalankan model lain: make model USE=<nama>.',
  'model_fault.file_changed': 'Berkas model bukan yang dahulu ditambahkan: hash-nya berbeda.',
  'model_fault.file_changed.hint':
    'Pulihkan berkasnya, atau tambahkan yang baru sebagai model tersendiri: make model FILE=best.onnx.',
  'model_fault.no_person': 'Tidak satu pun kelasnya berarti orang, padahal Mandor memeriksa orang.',
  'model_fault.no_person.hint':
    'Pakai model yang menemukan orang, atau sebutkan kelas mana yang dimaksud saat menambahkannya: MAP="worker=person".',
  'model_fault.engine_missing': 'Mesin hitung yang disebut pengaturan ENGINE tidak dapat dipakai di mesin ini.',
  'model_fault.engine_missing.hint': 'Periksa driver dan pustakanya, atau atur ENGINE=auto.',
  'model_fault.extras_missing': 'Berkas jenis ini memerlukan ultralytics, yang tidak terpasang.',
  'model_fault.extras_missing.hint': 'Jalankan “make extras”, lalu “make run”, atau tambahkan modelnya sebagai ONNX.',
  'model_fault.not_loadable': 'Berkasnya rusak, atau bukan model yang dapat dimuat mesin hitung.',
  'model_fault.not_loadable.hint': 'Pulihkan berkasnya, atau ekspor lagi dan tambahkan kembali.',
  'model_fault.wrong_shape':
    'Berkas ini sebuah model, tetapi masukan atau jawabannya tidak seperti yang dicatat saat ditambahkan.',
  'model_fault.wrong_shape.hint': 'Tambahkan kembali: make model FILE=best.onnx.',
  'model_fault.no_engine':
    'Tidak ada mesin hitung di mesin ini yang dapat menjalankannya, masing-masing dengan alasannya sendiri.',
  'model_fault.no_engine.hint':
    'Rinciannya menyebut alasannya. Atur ENGINE=auto, atau jalankan model lain: make model USE=<nama>.',
  'model_fault.ended_detector': 'Model ini berulang kali menghentikan proses deteksi saat dimuat.',
  'model_fault.ended_detector.hint':
    '“make model USE=<nama>” mencobanya sekali lagi. Mesin hitung lain atau ekspor baru mungkin membantu.',
  'model_fault.model_unusable': 'Model ini tidak dapat dipakai.',
  'model_fault.model_unusable.hint': 'Rinciannya menyebut alasannya. “make model” menampilkan daftar yang lain.',
};
