import { Button, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useShowProblem } from '@/components/useShowProblem';
import { auditKey } from '@/features/audit/api/listAudit';
import { queryOf, type AuditFilters } from '@/features/audit/lib/filters';
import { useDownload } from '@/lib/api/useDownload';
import { useLocale } from '@/lib/i18n/useLocale';

/** Stores the entries that match as CSV. That is recorded, so the list is fetched again. */
export function ExportButton({ filters, zone }: { filters: AuditFilters; zone: string }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const showProblem = useShowProblem();
  const { mutate, isPending } = useDownload();
  const run = () =>
    mutate(
      {
        path: `/api/audit/export.csv?${queryOf(filters, zone)}`,
        name: `mandor-audit-${new Date().toISOString().slice(0, 10)}.csv`,
      },
      { onSuccess: () => void client.invalidateQueries({ queryKey: auditKey }), onError: showProblem },
    );
  return (
    <Tooltip label={t('audit.exporting')}>
      <Button variant="default" size="md" leftSection={<IconDownload size={18} />} loading={isPending} onClick={run}>
        {t('audit.export')}
      </Button>
    </Tooltip>
  );
}
