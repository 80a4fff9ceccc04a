/** The server's reasons in Bahasa Indonesia, by code: message, and what to do. English comes from the server itself. */
export const reasons: Record<string, [string, string]> = {
  invalid_source: [
    'Mandor tidak dapat membuka jenis alamat ini.',
    'Yang dapat dipakai: rtsp://…, http://…, file:/…, device:0.',
  ],
  unreachable: [
    'Tidak ada yang menjawab di alamat ini.',
    'Periksa alamat, port, kabel, dan apakah kamera mendapat listrik.',
  ],
  timeout: [
    'Kamera menerima sambungan tetapi tidak mengirim apa pun.',
    'Periksa apakah port itu untuk video, dan apakah penontonnya terlalu banyak bagi kamera.',
  ],
  login_refused: [
    'Kamera menolak nama pengguna atau kata sandi.',
    'Periksa nama pengguna dan kata sandi. Setelah tiga kali gagal hanya dicoba dua kali sejam, sebab kamera mengunci yang terlalu sering mencoba; perubahan pada kamera langsung dicoba.',
  ],
  login_unsupported: [
    'Kamera meminta cara masuk yang tidak dikenal Mandor.',
    'Pilih Digest atau Basic sebagai cara masuk di pengaturan kamera.',
  ],
  camera_busy: [
    'Kamera tidak menerima penonton lagi saat ini.',
    'Tutup penonton lain atau naikkan batas kamera. Akan dicoba lagi dengan sendirinya.',
  ],
  camera_error: [
    'Kamera menjawab dengan kesalahannya sendiri.',
    'Mungkin sedang menyala; akan dicoba lagi dengan sendirinya. Jika tetap begini, nyalakan ulang kamera.',
  ],
  hangs_up: [
    'Kamera menerima sambungan lalu memutusnya.',
    'Mungkin sedang menyala atau penuh; akan dicoba lagi dengan sendirinya. Periksa apakah port itu untuk video.',
  ],
  address_moved: [
    'Kamera menyebut alamat lain untuk alirannya.',
    'Masukkan alamat yang disebut kamera, atau cari alamat aliran di pengaturannya.',
  ],
  transport_refused: [
    'Kamera menolak cara pengiriman ini.',
    'Tambahkan ?transport=udp pada alamat, atau hapus jika sudah ada.',
  ],
  request_refused: [
    'Kamera menolak permintaan ini.',
    'Periksa alamat dengan buku petunjuk kamera; sebagian kamera memakai jalur atau port lain.',
  ],
  protocol_unsupported: [
    'Kamera tidak mengenal versi protokol ini.',
    'Periksa apakah alamat itu untuk video; firmware yang lebih baru mungkin membantu.',
  ],
  tls_needed: [
    'Kamera meminta sambungan terenkripsi.',
    'Tulis rtsps:// atau https:// sebagai ganti rtsp:// atau http://, dengan port yang sesuai.',
  ],
  tls_failed: [
    'Sambungan terenkripsi ke kamera tidak terbentuk.',
    'Periksa port, atau nyalakan enkripsi di kamera. Jika jaringannya milik Anda sendiri, rtsp:// atau http:// dapat dipakai tanpa enkripsi: kata sandi dan gambar dapat dibaca di perjalanan.',
  ],
  stream_not_found: [
    'Kamera menjawab, tetapi tidak ada aliran di jalur ini.',
    'Periksa jalur di belakang alamat dengan buku petunjuk kamera.',
  ],
  file_missing: ['Berkas itu tidak ada di mesin Mandor.', 'Periksa jalurnya, dan apakah Mandor boleh membacanya.'],
  not_video: [
    'Yang ada di alamat ini bukan video.',
    'Halaman web kamera bukan aliran videonya; daftar putar tidak dibuka.',
  ],
  codec_unsupported: ['Kodek video kamera ini tidak dapat dibaca di sini.', 'Atur kamera ke H.264 atau H.265.'],
  picture_too_small: [
    'Gambarnya terlalu kecil untuk diperiksa (satu sisinya kurang dari 64 piksel).',
    'Pilih gambar yang lebih besar di pengaturan kamera.',
  ],
  picture_too_large: [
    'Gambarnya lebih dari 4096 piksel pada satu sisi atau 8,8 megapiksel; pakai aliran kedua kamera.',
    'Pilih aliran keduanya, sering disebut sub stream, di pengaturan kamera.',
  ],
  stream_ended: [
    'Aliran berakhir; sedang dibuka lagi.',
    'Tidak perlu apa-apa jika ini berkas. Kamera yang mengakhiri alirannya sering memerlukan firmware yang lebih baru.',
  ],
  stream_broken: [
    'Aliran putus di tengah gambar; sedang dibuka lagi.',
    'Jika sering terjadi, periksa jaringan menuju kamera.',
  ],
  device_missing: [
    'Perangkat video itu tidak ada di mesin Mandor.',
    'Periksa apakah kameranya tersambung dan tidak dipakai program lain.',
  ],
  inference_away: [
    'Deteksi berhenti: gambar aktif, tetapi APD tidak diperiksa.',
    'Akan dijalankan lagi dengan sendirinya; jika tetap begini, lihat log-nya.',
  ],
  picture_refused: [
    'Detektor berulang kali berhenti saat memeriksa gambar kamera ini; gambarnya dilewati untuk sementara.',
    'Akan dicoba lagi dengan sendirinya; jika terus terjadi, coba model atau mesin hitung lain.',
  ],
  nothing_to_judge: [
    'Model tidak dapat memeriksa satu pun APD yang diwajibkan, jadi tidak ada yang diperiksa.',
    'Pakai model yang mengenali helm atau rompi, atau sebutkan kelas mana yang dimaksud: docs/models.md.',
  ],
  dark: [
    'Gambarnya hitam: tidak ada cahaya, jadi tidak ada yang dapat diperiksa.',
    'Periksa lampu, mode malam kamera, dan apakah lensanya tertutup.',
  ],
  covered: [
    'Gambarnya tidak menunjukkan apa pun: ada yang menutupi lensa, jadi tidak ada yang dapat diperiksa.',
    'Lihat kameranya: singkirkan yang menghalangi, bersihkan lensanya.',
  ],
  frozen: [
    'Kamera mengirim gambar yang sama terus-menerus, jadi tidak ada yang dapat diperiksa.',
    'Nyalakan ulang kamera. Jika terulang, firmware kamera atau perekam di antaranya bermasalah.',
  ],
  falling_behind: [
    'Mesin ini tidak sanggup mengikuti: sebagian orang mungkin terlewat.',
    'Pakai aliran kedua kamera, kurangi kamera yang mendeteksi di sini (mode Tayangan saja), dan periksa apa lagi yang berjalan di mesin ini.',
  ],
  moved: [
    'Kamera menunjukkan arah lain dari sebelumnya: tersenggol atau diputar.',
    'Kembalikan arahnya. Arah baru diterima sendiri setelah 10 menit, atau seketika bila kamera dimatikan lalu dinyalakan.',
  ],
  defocused: [
    'Gambarnya jauh kurang tajam dari biasanya.',
    'Bersihkan lensa dan atur fokusnya; hujan dan uap akan lewat sendiri.',
  ],
  no_colour: [
    'Gambarnya tanpa warna, seperti pada malam hari: apakah rompi dipakai tidak dapat diketahui; helm tetap diperiksa.',
    'Beri penerangan, atau atur kamera agar tetap berwarna; dengan cahaya siang hilang sendiri.',
  ],
  clock_jumped: [
    'Cap waktu aliran kamera melompat; waktu yang baru lalu mungkin keliru.',
    'Jika sering terjadi, periksa server waktu dan listrik kamera.',
  ],
  worker_down: ['Proses kamera ini berhenti melapor; sedang dimulai ulang.', 'Jika tetap begini, lihat log kamera.'],
  schedule_unreadable: [
    'Jadwal kamera ini, atau zona waktu lokasinya, tidak dapat dibaca; mode kamera sendiri yang berlaku.',
    'Pilih lagi zona waktu lokasi dan simpan lagi jadwalnya.',
  ],
  settings_unreadable: [
    'Pengaturan kamera ini tidak dapat dibaca; pengaturan bawaan yang berlaku.',
    'Periksa pengaturan kamera lalu simpan lagi.',
  ],
  rules_unreadable: [
    'Sebagian zona atau aturan kamera ini tidak dapat dibaca; yang lain tetap berlaku.',
    'Buka zona dan aturan kamera; hapus yang ditandai tidak terbaca, lalu buat lagi.',
  ],
  restarts_too_often: [
    'Proses kamera ini terlalu sering berhenti; dicoba lagi setiap lima menit.',
    'Lihat log kamera untuk penyebabnya. Perubahan pada kamera langsung dicoba.',
  ],
  redis_away: [
    'Redis tidak ada atau penuh, jadi keadaan kamera tidak diketahui.',
    'Akan dijalankan lagi dengan sendirinya; jika tetap begini, periksa ruang disk dan log-nya.',
  ],
};
