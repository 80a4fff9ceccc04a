import { PageHeader } from '@/components/PageHeader';
import { useLocale } from '@/lib/i18n/useLocale';

export function CompaniesPage() {
  const { t } = useLocale();
  return <PageHeader title={t('administration.companies')} />;
}
