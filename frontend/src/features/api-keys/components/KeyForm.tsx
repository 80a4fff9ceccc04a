import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMe } from '@/entities/user/api/getMe';
import { useCreateKey } from '@/features/api-keys/api/createKey';
import { DEFAULT_LIFETIME, expiryOf, lifetimes } from '@/features/api-keys/lib/lifetimes';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ApiKeyScope, MadeApiKey } from '@/types/api';

const LONGEST_NAME = 80;
const SCOPES: ApiKeyScope[] = ['crowd', 'clips', 'edge', 'metrics'];

interface Props {
  onMade: (made: MadeApiKey) => void;
  onCancel: () => void;
}

/** Name, scopes and lifetime of a new key. Metrics tell of all companies, so only the platform's administrators see it. */
export function KeyForm({ onMade, onCancel }: Props) {
  const { t } = useLocale();
  const isPlatform = useMe().data?.user.is_platform === true;
  const problemText = useProblemText();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiKeyScope[]>([]);
  const [lifetime, setLifetime] = useState(DEFAULT_LIFETIME);
  const { mutate, isPending, error } = useCreateKey();
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  const offered = SCOPES.filter((scope) => scope !== 'metrics' || isPlatform);
  const create = () =>
    mutate({ name: name.trim(), scopes, expires_at: expiryOf(lifetime, Date.now()) }, { onSuccess: onMade });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('api_keys.name')}
          description={t('api_keys.name_hint')}
          maxLength={LONGEST_NAME}
          value={name}
          error={errors.name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t('api_keys.scopes')}
          value={scopes}
          onChange={(chosen) => setScopes(SCOPES.filter((scope) => chosen.includes(scope)))}
          error={errors.scopes}
        >
          <Stack gap="xs" mt="xs">
            {offered.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={t(`api_keys.scope.${scope}`)}
                description={t(`api_keys.scope.${scope}_hint`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('api_keys.ends')}
          allowDeselect={false}
          data={lifetimes.map(({ value, label }) => ({ value, label: t(label) }))}
          value={lifetime}
          error={errors.expires_at}
          onChange={(value) => value !== null && setLifetime(value)}
        />
        {error !== null && Object.keys(errors).length === 0 && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={name.trim() === '' || scopes.length === 0}>
            {t('api_keys.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
