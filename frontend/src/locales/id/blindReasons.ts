/** Reasons that only the record of blind time knows, in Bahasa Indonesia. */
export const blindReasons: Record<string, string> = {
  off_by_schedule: 'Kamera dimatikan oleh jadwal.',
  disabled: 'Kamera dimatikan seseorang.',
  stream_only: 'Hanya gambar langsung: memang tidak dinilai.',
  removed: 'Kamera dihapus, lalu dikembalikan.',
  worker_down: 'Proses kamera berhenti.',
  starting: 'Proses kamera sedang dimulai.',
  connecting: 'Sambungan ke kamera sedang dibuat.',
  stale: 'Gambar berhenti datang.',
  failed: 'Kamera tidak dapat diawasi.',
  nothing_to_judge: 'Model tidak dapat menilai perlengkapan yang diminta.',
  falling_behind: 'Gambar terlalu jarang diperiksa: mesin kelebihan beban atau gambar terhenti.',
  mandor_off: 'Mandor tidak berjalan, atau tidak dapat mencatat.',
  unknown: 'Tidak ada yang dapat mengatakan apakah kamera mengawasi.',
};
