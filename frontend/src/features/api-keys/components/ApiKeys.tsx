import { Button, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { PageHeader } from '@/components/PageHeader';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useApiKeys } from '@/features/api-keys/api/listKeys';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ApiKey } from '@/types/api';
import { KeyForm } from './KeyForm';
import { KeyTable } from './KeyTable';
import { MadeKeyView } from './MadeKeyView';
import { RevokeDialog } from './RevokeDialog';

type Step = 'closed' | 'form' | { secret: string };

/** The company's API keys: list, creation, revocation. */
export function ApiKeys() {
  const { t } = useLocale();
  const { data, isError, error, dataUpdatedAt } = useApiKeys();
  const [step, setStep] = useState<Step>('closed');
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const close = () => setStep('closed');
  return (
    <Stack gap="md">
      <PageHeader title={t('administration.keys')}>
        <Button leftSection={<IconPlus size={18} />} onClick={() => setStep('form')}>
          {t('api_keys.new')}
        </Button>
      </PageHeader>
      <Text size="sm" c="dimmed">
        {t('api_keys.hint')}
      </Text>
      {isError && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={96} />}
      {data && isError && (
        <Text size="sm" c="dimmed">
          {t('system.as_of')} <TimeAgo at={new Date(dataUpdatedAt).toISOString()} size="sm" />
        </Text>
      )}
      {data?.items.length === 0 && <Text>{t('api_keys.none')}</Text>}
      {data && data.items.length > 0 && <KeyTable keys={data.items} onRevoke={setRevoking} />}
      <Modal
        opened={step !== 'closed'}
        onClose={close}
        closeOnClickOutside={step === 'form'}
        title={<Text fw={650}>{t('api_keys.new')}</Text>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {step === 'form' && <KeyForm onMade={({ secret }) => setStep({ secret })} onCancel={close} />}
        {typeof step === 'object' && <MadeKeyView secret={step.secret} onClose={close} />}
      </Modal>
      <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </Stack>
  );
}
