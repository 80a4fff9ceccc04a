import { PageHeader } from '@/components/PageHeader';
import { useLocale } from '@/lib/i18n/useLocale';

export function UsersPage() {
  const { t } = useLocale();
  return <PageHeader title={t('administration.users')} />;
}
