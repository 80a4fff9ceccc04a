import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { MadeLinkPanel } from '@/entities/link/MadeLinkPanel';
import { useMakeLink } from '@/features/companies/api/makeLink';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { LONGEST_NAME } from './CompanyForm';

interface Props {
  /** Whose administrator is invited; null: somebody who registers a company. */
  companyId: number | null;
  about?: string;
  onClose: () => void;
}

/** Asks for whom a link is, then shows it once. */
export function MakeLink({ companyId, about, onClose }: Props) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const [person, setPerson] = useState({ name: '', email: '' });
  const { mutate, data, isPending, error } = useMakeLink(companyId);
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  if (data !== undefined)
    return (
      <MadeLinkPanel made={data}>
        <Button variant="subtle" color="gray" size="md" onClick={onClose}>
          {t('common.close')}
        </Button>
      </MadeLinkPanel>
    );
  const name = person.name.trim();
  const email = person.email.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ name, email });
      }}
    >
      <Stack gap="md">
        {about !== undefined && <Text>{about}</Text>}
        <TextInput
          label={t('companies.invite_person')}
          size="md"
          data-autofocus
          autoComplete="off"
          maxLength={LONGEST_NAME}
          value={person.name}
          error={errors.name}
          onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('companies.invite_email')}
          type="email"
          size="md"
          autoComplete="off"
          value={person.email}
          error={errors.email}
          onChange={(event) => setPerson({ ...person, email: event.currentTarget.value })}
        />
        {error !== null && Object.keys(errors).length === 0 && (
          <ProblemAlert error={error} safe={t('error.safe_typed')} />
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={isPending} disabled={name === '' || !email.includes('@')}>
            {t('companies.invite_make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
