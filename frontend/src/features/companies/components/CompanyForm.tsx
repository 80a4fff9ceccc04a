import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ChangeProblem } from '@/components/ChangeProblem';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';

export const LONGEST_NAME = 80;
const MOST_CAMERAS = 100_000;

interface Fields {
  name: string;
  camera_limit: number | null;
}

interface Props {
  before: Fields;
  submit: string;
  pending: boolean;
  error: Error | null;
  onSubmit: (fields: Fields) => void;
  onCancel: () => void;
  /** Further fields; without `ready` they are not complete. */
  children?: ReactNode;
  ready?: boolean;
}

/** A company's name and camera limit. */
export function CompanyForm({ before, submit, pending, error, onSubmit, onCancel, children, ready = true }: Props) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const [typed, setTyped] = useState<Partial<{ name: string; limit: string | number }>>({});
  const name = typed.name ?? before.name;
  const limit = typed.limit ?? before.camera_limit ?? '';
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({ name: name.trim(), camera_limit: limit === '' ? null : Number(limit) });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('companies.name')}
          size="md"
          data-autofocus
          maxLength={LONGEST_NAME}
          value={name}
          error={errors.name}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        {children}
        <NumberInput
          label={t('companies.limit')}
          description={t('companies.limit_hint')}
          size="md"
          min={0}
          max={MOST_CAMERAS}
          allowDecimal={false}
          allowNegative={false}
          value={limit}
          error={errors.camera_limit}
          onChange={(value) => setTyped({ ...typed, limit: value })}
        />
        {error !== null && !('name' in errors) && !('camera_limit' in errors) && <ChangeProblem error={error} />}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={pending} disabled={name.trim() === '' || !ready}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
