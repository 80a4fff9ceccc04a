import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ZoneSelect } from '@/entities/site/ZoneSelect';
import { useAddCompany } from '@/features/companies/api/addCompany';
import { useLocale } from '@/lib/i18n/useLocale';
import { ownZone } from '@/lib/time/timeZones';
import { CompanyForm, LONGEST_NAME } from './CompanyForm';

/** A new company with its first site. */
export function AddCompany({ onClose }: { onClose: () => void }) {
  const { t } = useLocale();
  const [site, setSite] = useState('');
  const [zone, setZone] = useState(ownZone);
  const { mutate, isPending, error } = useAddCompany();
  return (
    <CompanyForm
      before={{ name: '', camera_limit: null }}
      submit={t('companies.add')}
      pending={isPending}
      error={error}
      ready={site.trim() !== ''}
      onCancel={onClose}
      onSubmit={(fields) =>
        mutate(
          { ...fields, site: { name: site.trim(), time_zone: zone } },
          {
            onSuccess: ({ name }) => {
              notifications.show({ color: 'green', message: t('companies.added', { name }) });
              onClose();
            },
          },
        )
      }
    >
      <TextInput
        label={t('companies.first_site')}
        size="md"
        maxLength={LONGEST_NAME}
        value={site}
        onChange={(event) => setSite(event.currentTarget.value)}
      />
      <ZoneSelect zone={zone} onChange={setZone} />
    </CompanyForm>
  );
}
