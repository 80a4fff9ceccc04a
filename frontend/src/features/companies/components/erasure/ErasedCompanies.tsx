import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useZone } from '@/entities/site/zone';
import { useErased } from '@/features/companies/api/listErased';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import { CompanyDialog } from '@/features/companies/components/CompanyDialog';
import { ErasureStatus } from './ErasureStatus';

/** Companies that were erased, each with its proof. Nothing while there are none. */
export function ErasedCompanies() {
  const { t, locale } = useLocale();
  const zone = useZone();
  const { data, isError, error } = useErased();
  const [shown, setShown] = useState<{ id: number; name: string } | null>(null);
  if (isError) return <ProblemAlert error={error} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('companies.erased_before')}>
      <Title order={2} mb="sm">
        {t('companies.erased_before')}
      </Title>
      <Stack gap="xs">
        {data.map((company) => (
          <Group key={company.id} justify="space-between" gap="xs">
            <span>
              <Text>{company.name}</Text>
              <Text size="sm" c="dimmed">
                {exactTime(company.at, zone, locale)}
              </Text>
            </span>
            <Button
              variant="default"
              aria-label={`${t('companies.proof')}: ${company.name}`}
              onClick={() => setShown(company)}
            >
              {t('companies.proof')}
            </Button>
          </Group>
        ))}
      </Stack>
      <CompanyDialog
        title={t('companies.erasure', { name: shown?.name ?? '' })}
        opened={shown !== null}
        onClose={() => setShown(null)}
      >
        {shown && <ErasureStatus companyId={shown.id} />}
      </CompanyDialog>
    </Paper>
  );
}
