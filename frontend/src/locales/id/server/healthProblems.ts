/** What `/health` finds wrong, in Bahasa Indonesia, by code and with its values. English comes from the server itself. */
export const healthProblems: Record<string, string> = {
  database_unavailable: 'Basis data tidak menjawab, atau disknya penuh.',
  redis_unavailable: 'Redis tidak menjawab, atau disknya penuh.',
  disk_full: 'Disk {holds} penuh: sisa {free_bytes}, perlu {wanted_bytes}. Pelanggaran baru mungkin tidak tersimpan.',
  disk_unavailable: 'Sisa ruang disk untuk {holds} tidak dapat diketahui.',
  disk_low: 'Disk untuk {holds} hampir penuh: tersisa {free_bytes}, diperlukan {wanted_bytes}.',
  events_backlog: '{count} kejadian menunggu disimpan, yang terlama selama {seconds} dtk.',
  dead_letters: '{count} kejadian tidak dapat disimpan: lihat Peristiwa gagal.',
  journal_refused: '{count} kejadian tidak dapat ditampung proses kameranya dan hilang.',
  journal_waiting: '{count} kejadian menunggu di disk, karena Redis tidak ada atau penuh.',
  jobs_away: 'Proses jobs tidak ada: pembersihan gambar lama tidak berjalan.',
  job_failed: 'Pekerjaan {job} gagal: lihat log jobs.',
  clock_wrong: 'Jam {clock} berselisih {seconds} dtk dari jam backend (di bawah nol: terlambat).',
  inference_away: 'Deteksi berhenti: APD tidak diperiksa.',
  model_refused: 'Model {model} tidak dapat dimuat; {running} tetap bekerja.',
  process_away: 'Proses {process} seharusnya berjalan, tetapi tidak.',
  supervisor_gone: 'PM2 dimatikan paksa ({count} proses masih berjalan): yang berhenti tetap mati hingga `make run`.',
  restarting: 'Proses {process} dimulai ulang {count} kali dalam satu jam terakhir.',
  cameras_restarting: '{count} kamera terus-menerus dimulai ulang.',
  cameras_ill: '{count} dari {cameras} kamera tidak tersambung.',
  cameras_not_judged: '{count} dari {cameras} kamera aktif, tetapi APD tidak diperiksa.',
  cameras_partly_judged: '{count} dari {cameras} kamera terlalu jarang diperiksa: ada orang yang mungkin terlewat.',
};

/** Words among the values: what a disk holds, and whose clock it is. */
export const healthWords: Record<string, string> = {
  evidence: 'bukti',
  data: 'basis data',
  memory: 'gambar sementara (/dev/shm)',
  camera: 'sebuah proses kamera',
};
