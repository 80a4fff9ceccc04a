/** What the server says of a field or a clash, in Bahasa Indonesia: its English sentence, and ours with its parts by number. */
export const sentences: [RegExp, string][] = [
  [/^There are more than (\d+) slots\.$/, 'Ada lebih dari {1} waktu.'],
  [/^There are more than (\d+) exceptions\.$/, 'Ada lebih dari {1} pengecualian.'],
  [/^It is none of (.+)\.$/, 'Bukan salah satu dari {1}.'],
  [/^It lies outside (\S+) to (\S+)\.$/, 'Di luar {1} sampai {2}.'],
  [/^There is another exception on (.+)\.$/, 'Sudah ada pengecualian lain pada {1}.'],
  [/^(?:Value error, i|I)t lies outside the years (\d+) to (\d+)\.?$/, 'Di luar tahun {1} sampai {2}.'],
  [/^Name at least one day/, 'Pilih sedikitnya satu hari.'],
  [/^(.+) of (\S+) overlaps (.+) of (\S+)\.$/, '{1} pada {2} bertumpuk dengan {3} pada {4}.'],
  [/^There is no time zone (.+)\.$/, 'Zona waktu {1} tidak ada.'],
  [/^There is no such schedule\.$/, 'Jadwal itu tidak ada.'],
  [/^The schedule (.+) is in use by (.+)\.$/, 'Jadwal {1} dipakai oleh {2}.'],
  [/^This time is over already\.$/, 'Waktu ini sudah lewat.'],
  [
    /^Value error, it is empty or contains characters that cannot be shown$/,
    'Kosong, atau berisi huruf yang tidak dapat ditampilkan.',
  ],
  [/^Value error, it contains characters that cannot be shown$/, 'Berisi huruf yang tidak dapat ditampilkan.'],
  [/^String should have at most (\d+) characters?$/, 'Paling banyak {1} huruf.'],
  [/^String should have at least (\d+) characters?$/, 'Sedikitnya {1} huruf.'],
  [/^Field required$/, 'Harus diisi.'],
];

export const dayNames: Record<string, string> = {
  Mon: 'Sen',
  Tue: 'Sel',
  Wed: 'Rab',
  Thu: 'Kam',
  Fri: 'Jum',
  Sat: 'Sab',
  Sun: 'Min',
};
