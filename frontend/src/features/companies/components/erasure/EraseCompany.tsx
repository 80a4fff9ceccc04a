import { Button, Group, List, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useEraseCompany } from '@/features/companies/api/eraseCompany';
import { useCompanyContents } from '@/features/companies/api/getCompanyContents';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CompanyOverview } from '@/types/api';
import { ContentsList } from './ContentsList';

interface Props {
  company: CompanyOverview;
  onClose: () => void;
  onAsked: () => void;
}

/** Shows what is erased, and has the company's name typed before it is asked for. */
export function EraseCompany({ company, onClose, onAsked }: Props) {
  const { t } = useLocale();
  const [typed, setTyped] = useState('');
  const contents = useCompanyContents(company.id);
  const { mutate, isPending, error } = useEraseCompany(company.id);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(typed.trim(), { onSuccess: onAsked });
      }}
    >
      <Stack gap="md">
        {contents.isPending && <Skeleton height={110} role="status" aria-label={t('common.loading')} />}
        {contents.isError && <ProblemAlert error={contents.error} onRetry={() => void contents.refetch()} />}
        {contents.data && (
          <>
            <Text>{t('companies.erase_holds')}</Text>
            <ContentsList contents={contents.data}>
              {contents.data.violations > 0 && <List.Item>{t('companies.erase_pictures')}</List.Item>}
            </ContentsList>
            <TextInput
              label={t('companies.erase_type', { name: company.name })}
              size="md"
              data-autofocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        )}
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="red"
            size="md"
            loading={isPending}
            disabled={contents.data === undefined || typed.trim() !== company.name}
          >
            {t('companies.erase')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
