import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailPlus, IconPlus } from '@tabler/icons-react';
import { PageHeader } from '@/components/PageHeader';
import { Permitted } from '@/entities/user/Permitted';
import { AddCompany } from '@/features/companies/components/AddCompany';
import { CompanyDialog } from '@/features/companies/components/CompanyDialog';
import { CompanyTable } from '@/features/companies/components/CompanyTable';
import { ErasedCompanies } from '@/features/companies/components/erasure/ErasedCompanies';
import { MakeLink } from '@/features/companies/components/MakeLink';
import { useLocale } from '@/lib/i18n/useLocale';

/** The companies of the installation, for platform administrators. */
export function CompaniesPage() {
  const { t } = useLocale();
  const [adding, add] = useDisclosure();
  const [inviting, invite] = useDisclosure();
  return (
    <Permitted anyOf={['manage_companies']}>
      <Stack gap="md">
        <PageHeader title={t('administration.companies')}>
          <Button variant="default" size="md" leftSection={<IconMailPlus size={18} />} onClick={invite.open}>
            {t('companies.invite')}
          </Button>
          <Button size="md" leftSection={<IconPlus size={18} />} onClick={add.open}>
            {t('companies.add')}
          </Button>
        </PageHeader>
        <Text c="dimmed">{t('companies.about')}</Text>
        <CompanyTable />
        <ErasedCompanies />
        <CompanyDialog title={t('companies.add')} opened={adding} onClose={add.close}>
          <AddCompany onClose={add.close} />
        </CompanyDialog>
        <CompanyDialog title={t('companies.invite_title')} opened={inviting} keeps onClose={invite.close}>
          <MakeLink companyId={null} about={t('companies.invite_body')} onClose={invite.close} />
        </CompanyDialog>
      </Stack>
    </Permitted>
  );
}
