import type { administration as en } from '@/locales/en/administration';
import { audit } from './administration/audit';
import { auditActions } from './administration/auditActions';
import { companies } from './administration/companies';
import { sites } from './administration/sites';

export const administration: Record<keyof typeof en, string> = {
  'administration.title': 'Administrasi',
  'administration.users': 'Pengguna',
  'administration.sites': 'Lokasi',
  'administration.companies': 'Perusahaan',
  'administration.audit': 'Audit',
  'common.actions': 'Tindakan',
  'common.changed_reloaded':
    'Versi terbaru sudah dimuat; yang Anda ketik masih ada. Periksa lalu simpan lagi untuk mengganti perubahan lain itu.',
  ...sites,
  ...companies,
  ...audit,
  ...auditActions,
};
