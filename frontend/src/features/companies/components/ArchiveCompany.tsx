import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ChangeProblem } from '@/components/ChangeProblem';
import { useChangeCompany } from '@/features/companies/api/changeCompany';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CompanyOverview } from '@/types/api';

/** Asks before a company stops. */
export function ArchiveCompany({ company, onClose }: { company: CompanyOverview; onClose: () => void }) {
  const { t } = useLocale();
  const { mutate, isPending, error } = useChangeCompany(company.id);
  const archive = () =>
    mutate(
      { archived: true, version: company.version },
      {
        onSuccess: ({ name }) => {
          notifications.show({ color: 'green', message: t('companies.was_archived', { name }) });
          onClose();
        },
      },
    );
  return (
    <>
      <Stack gap="sm">
        <Text>{t('companies.archive_body')}</Text>
        {error !== null && <ChangeProblem error={error} />}
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button size="md" loading={isPending} onClick={archive}>
          {t('companies.archive')}
        </Button>
      </Group>
    </>
  );
}
