import { Select, Stack, Text } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { PageHeader } from '@/components/PageHeader';
import { useZone } from '@/entities/site/zone';
import { Permitted } from '@/entities/user/Permitted';
import { useMay } from '@/entities/user/useMay';
import { AuditFilterBar } from '@/features/audit/components/AuditFilterBar';
import { AuditLog } from '@/features/audit/components/AuditLog';
import { ExportButton } from '@/features/audit/components/ExportButton';
import { filtersFrom, filtersInto, NO_FILTERS } from '@/features/audit/lib/filters';
import { useLocale } from '@/lib/i18n/useLocale';

export function AuditPage() {
  return (
    <Permitted anyOf={['view_audit', 'manage_companies']}>
      <Audit />
    </Permitted>
  );
}

/** Entries of the own company; platform administrators choose the installation's, too. The filters are in the address. */
function Audit() {
  const { t } = useLocale();
  const zone = useZone();
  const [search, setSearch] = useSearchParams();
  const ofCompany = useMay('view_audit') === true;
  const ofInstallation = useMay('manage_companies') === true;
  const asked = filtersFrom(search);
  const chain = !ofCompany || (ofInstallation && asked.chain === 'installation') ? 'installation' : 'company';
  const filters = { ...asked, chain } as const;
  return (
    <Stack gap="md">
      <PageHeader title={t('administration.audit')}>
        {ofCompany && ofInstallation && (
          <Select
            aria-label={t('audit.of')}
            w={180}
            size="md"
            allowDeselect={false}
            data={[
              { value: 'company', label: t('audit.of_company') },
              { value: 'installation', label: t('audit.of_installation') },
            ]}
            value={chain}
            onChange={(of) => setSearch(filtersInto({ ...NO_FILTERS, chain: of === 'installation' ? of : 'company' }))}
          />
        )}
        {chain === 'company' && <ExportButton filters={filters} zone={zone} />}
      </PageHeader>
      <Text c="dimmed">{t('audit.about')}</Text>
      <AuditFilterBar filters={filters} onChange={(next) => setSearch(filtersInto(next), { replace: true })} />
      <AuditLog filters={filters} zone={zone} />
    </Stack>
  );
}
