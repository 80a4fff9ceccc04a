import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useVisitCompany } from '@/features/companies/api/visitCompany';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSession } from '@/lib/session/useSession';
import type { CompanyOverview } from '@/types/api';

const LONGEST_REASON = 80;

/** Asks for the reason, which the company reads, and begins to see the company. */
export function VisitCompany({ company, onClose }: { company: CompanyOverview; onClose: () => void }) {
  const { t } = useLocale();
  const navigate = useNavigate();
  const session = useSession();
  const problemText = useProblemText();
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useVisitCompany(company.id);
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  const start = () =>
    mutate(reason.trim(), {
      onSuccess: ({ access_token: token, expires_in: seconds, company: { name } }) => {
        session.visit(token, { company: name, until: new Date(Date.now() + seconds * 1000).toISOString() });
        void navigate('/live');
      },
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Stack gap="md">
        <Text>{t('companies.visit_body')}</Text>
        <TextInput
          label={t('companies.visit_reason')}
          description={t('companies.visit_reason_hint')}
          size="md"
          data-autofocus
          maxLength={LONGEST_REASON}
          value={reason}
          error={errors.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error !== null && errors.reason === undefined && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={isPending} disabled={reason.trim() === ''}>
            {t('companies.visit_start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
