import { Button, Code, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FactList } from '@/components/FactList';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useZone } from '@/entities/site/zone';
import { useErasure } from '@/features/companies/api/getErasure';
import { companiesKey } from '@/features/companies/api/listCompanies';
import { total } from '@/features/companies/lib/contents';
import { saveFile } from '@/lib/api/useDownload';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactTime } from '@/lib/time/zonedTime';
import type { Erasure } from '@/types/api';

/** How far an erasure is; then its proof. */
export function ErasureStatus({ companyId }: { companyId: number }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const { data, isPending, isError, error, refetch } = useErasure(companyId);
  const isDone = data?.state === 'done';
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: companiesKey });
  }, [isDone, client]);
  return (
    <Stack gap="md">
      {isPending && <Skeleton height={96} role="status" aria-label={t('common.loading')} />}
      {isError && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (data.proof === null ? <Running erasure={data} /> : <Proof erasure={data} proof={data.proof} />)}
    </Stack>
  );
}

function Running({ erasure }: { erasure: Erasure }) {
  const { t } = useLocale();
  const all = total(erasure.at_first);
  const done = Math.max(0, all - total(erasure.left));
  const text = t('companies.erasure_progress', { done, all });
  return (
    <div role="status">
      <Text mb="xs">{t(erasure.state === 'waiting' ? 'companies.erasure_waiting' : 'companies.erasure_running')}</Text>
      <Progress value={all === 0 ? 0 : (100 * done) / all} aria-label={text} />
      <Text size="sm" c="dimmed" mt={4}>
        {text}
      </Text>
    </div>
  );
}

function Proof({ erasure, proof }: { erasure: Erasure; proof: NonNullable<Erasure['proof']> }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const rows = Object.entries(proof.rows).map(([table, n]) => `${table} ${n}`);
  const download = () =>
    saveFile(
      new Blob([`${JSON.stringify(erasure, null, 2)}\n`], { type: 'application/json' }),
      `mandor-erasure-${erasure.company_id}.json`,
    );
  return (
    <>
      <Text role="status">{t('companies.erasure_done', { time: exactTime(proof.finished_at, zone, locale) })}</Text>
      <FactList
        facts={[
          [t('companies.proof_rows'), rows.join(', ')],
          [t('companies.proof_files'), proof.files],
          [t('companies.proof_keys'), proof.keys],
        ]}
      />
      <Text size="sm">
        {t('companies.proof_digest')} <Code style={{ overflowWrap: 'anywhere' }}>{proof.digest}</Code>
      </Text>
      <Text size="sm" c="dimmed">
        {t('companies.proof_hint')}
      </Text>
      <Button variant="default" size="md" leftSection={<IconDownload size={18} />} onClick={download}>
        {t('companies.proof_download')}
      </Button>
    </>
  );
}
