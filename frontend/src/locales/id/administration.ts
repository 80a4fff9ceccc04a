export const administration = {
  'administration.title': 'Administrasi',
  'administration.users': 'Pengguna',
  'administration.sites': 'Lokasi',
  'administration.companies': 'Perusahaan',
  'administration.audit': 'Audit',
} as const;
