/** Reasons that only the record of blind time knows, in Bahasa Indonesia. */
export const blindReasons: Record<string, string> = {
  off_by_schedule: 'Kamera dimatikan oleh jadwal.',
  disabled: 'Kamera dimatikan seseorang.',
  stream_only: 'Hanya gambar langsung: memang tidak diperiksa.',
  removed: 'Kamera dihapus, lalu dikembalikan.',
  worker_down: 'Proses kamera berhenti.',
  starting: 'Proses kamera sedang dimulai.',
  connecting: 'Sambungan ke kamera sedang dibuat.',
  stale: 'Gambar berhenti datang.',
  failed: 'Kamera tidak tersambung.',
  nothing_to_judge: 'Model tidak dapat memeriksa APD yang diminta.',
  falling_behind: 'Mesin tidak sanggup mengikuti: sebagian orang mungkin terlewat.',
  mandor_off: 'Mandor tidak berjalan, atau tidak dapat mencatat.',
  unknown: 'Tidak ada catatan untuk waktu ini.',
};
