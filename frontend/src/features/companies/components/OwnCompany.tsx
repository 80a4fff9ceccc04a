import { Button, Group, Paper, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { ChangeProblem } from '@/components/ChangeProblem';
import { FactList } from '@/components/FactList';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useZone } from '@/entities/site/zone';
import { useOwnCompany } from '@/features/companies/api/getOwnCompany';
import { useRenameOwnCompany } from '@/features/companies/api/renameOwnCompany';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactDay } from '@/lib/time/zonedTime';
import type { Company } from '@/types/api';

const LONGEST_NAME = 80;

/** The own company: its name, which administrators change, and how many cameras it may have. */
export function OwnCompany() {
  const { t } = useLocale();
  const { data, isPending, isError, error, refetch } = useOwnCompany();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('company.title')}>
      <Title order={2} mb="sm">
        {t('company.title')}
      </Title>
      {isPending && <Skeleton height={96} role="status" aria-label={t('common.loading')} />}
      {isError && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <CompanyForm company={data} />}
    </Paper>
  );
}

function CompanyForm({ company }: { company: Company }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const problemText = useProblemText();
  const used = useCameras().data?.length ?? '–';
  const [typed, setTyped] = useState<string | null>(null);
  const { mutate, isPending, isSuccess, error } = useRenameOwnCompany(company.version);
  const name = typed ?? company.name;
  const changed = name.trim() !== company.name;
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  const limit = company.camera_limit;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(name.trim(), { onSuccess: () => setTyped(null) });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('company.name')}
          size="md"
          maw={480}
          maxLength={LONGEST_NAME}
          value={name}
          error={errors.name}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FactList
          facts={[
            [
              t('company.cameras'),
              limit === null ? t('company.used_unlimited', { used }) : t('company.used_of', { used, limit }),
            ],
            [t('company.created'), exactDay(company.created_at, zone, locale)],
          ]}
        />
        {limit !== null && (
          <Text size="sm" c="dimmed">
            {t('company.limit_hint')}
          </Text>
        )}
        {error !== null && Object.keys(errors).length === 0 && <ChangeProblem error={error} />}
        <Group>
          <Button type="submit" size="md" loading={isPending} disabled={!changed || name.trim() === ''}>
            {t('common.save')}
          </Button>
          {isSuccess && !changed && (
            <Text size="sm" role="status">
              {t('site.saved')}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
