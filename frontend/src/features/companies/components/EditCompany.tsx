import { notifications } from '@mantine/notifications';
import { useChangeCompany } from '@/features/companies/api/changeCompany';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CompanyOverview } from '@/types/api';
import { CompanyForm } from './CompanyForm';

/** A company's name and camera limit. */
export function EditCompany({ company, onClose }: { company: CompanyOverview; onClose: () => void }) {
  const { t } = useLocale();
  const { mutate, isPending, error } = useChangeCompany(company.id);
  return (
    <CompanyForm
      before={company}
      submit={t('common.save')}
      pending={isPending}
      error={error}
      onCancel={onClose}
      onSubmit={(fields) =>
        mutate(
          { ...fields, version: company.version },
          {
            onSuccess: ({ name }) => {
              notifications.show({ color: 'green', message: t('companies.saved', { name }) });
              onClose();
            },
          },
        )
      }
    />
  );
}
