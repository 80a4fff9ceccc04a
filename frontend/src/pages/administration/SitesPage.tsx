import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { PageHeader } from '@/components/PageHeader';
import { Permitted } from '@/entities/user/Permitted';
import { useMay } from '@/entities/user/useMay';
import { OwnCompany } from '@/features/companies/components/OwnCompany';
import { AddSite } from '@/features/site/components/AddSite';
import { SiteTable } from '@/features/site/components/SiteTable';
import { useLocale } from '@/lib/i18n/useLocale';

/** The sites of the own company, and its name. */
export function SitesPage() {
  const { t } = useLocale();
  const [adding, add] = useDisclosure();
  const mayRename = useMay('manage_company') === true;
  return (
    <Permitted anyOf={['manage_sites']}>
      <Stack gap="md">
        <PageHeader title={t('administration.sites')}>
          <Button size="md" leftSection={<IconPlus size={18} />} onClick={add.open}>
            {t('sites.add')}
          </Button>
        </PageHeader>
        <Text c="dimmed">{t('sites.about')}</Text>
        <SiteTable />
        {mayRename && <OwnCompany />}
        <AddSite opened={adding} onClose={add.close} />
      </Stack>
    </Permitted>
  );
}
