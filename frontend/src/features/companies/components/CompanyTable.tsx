import { Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconArchive, IconCircleCheckFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Chip } from '@/components/Chip';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ProblemMessage } from '@/components/ProblemMessage';
import { ResponsiveTable } from '@/components/ResponsiveTable';
import { useZone } from '@/entities/site/zone';
import { useMe } from '@/entities/user/api/getMe';
import { useCompanies } from '@/features/companies/api/listCompanies';
import { PARTS } from '@/features/companies/lib/contents';
import { useLocale } from '@/lib/i18n/useLocale';
import { exactDay } from '@/lib/time/zonedTime';
import type { CompanyOverview } from '@/types/api';
import { CompanyDialog } from './CompanyDialog';
import { CameraStates } from './CameraStates';
import { CompanyRowMenu } from './CompanyRowMenu';
import { ErasureStatus } from './erasure/ErasureStatus';

/** All companies: state, quota, camera states, contents. */
export function CompanyTable() {
  const { t } = useLocale();
  const companies = useCompanies();
  const [erasure, setErasure] = useState<CompanyOverview | null>(null);
  if (companies.isPending)
    return (
      <Stack gap="xs" role="status" aria-label={t('common.loading')}>
        <Skeleton height={68} radius="md" />
        <Skeleton height={68} radius="md" />
      </Stack>
    );
  if (companies.data === undefined)
    return <ProblemMessage error={companies.error} onRetry={() => void companies.refetch()} />;
  return (
    <>
      {companies.isError && <ProblemAlert error={companies.error} />}
      <Paper withBorder px="md" py="xs">
        <Rows companies={companies.data} onErasure={setErasure} />
      </Paper>
      <CompanyDialog
        title={t('companies.erasure', { name: erasure?.name ?? '' })}
        opened={erasure !== null}
        onClose={() => setErasure(null)}
      >
        {erasure && <ErasureStatus companyId={erasure.id} />}
      </CompanyDialog>
    </>
  );
}

function Rows({
  companies,
  onErasure,
}: {
  companies: CompanyOverview[];
  onErasure: (company: CompanyOverview) => void;
}) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const ownId = useMe().data?.user.company_id;
  const heads = [
    t('companies.company'),
    t('companies.state'),
    t('companies.cameras'),
    t('companies.health'),
    t('companies.holds'),
    t('common.actions'),
  ];
  const rows = companies.map((company, index) => {
    const { id, name, live_cameras: used, camera_limit: limit, contents } = company;
    const held = PARTS.filter((part) => part !== 'cameras' && contents[part] > 0);
    return {
      key: id,
      cells: [
        <span key="name">
          <Text fw={650} span>
            {name}
          </Text>
          <small>
            {[
              ...(id === ownId ? [t('companies.own')] : []),
              t('companies.since', { time: exactDay(company.created_at, zone, locale) }),
            ].join(' · ')}
          </small>
        </span>,
        <State key="state" company={company} />,
        limit === null ? t('company.used_unlimited', { used }) : t('company.used_of', { used, limit }),
        <CameraStates key="states" states={company.camera_states} />,
        held.map((part) => t(`companies.${part}_n`, { n: contents[part] })).join(', ') || '–',
        <CompanyRowMenu
          key="menu"
          company={company}
          own={id === ownId}
          first={index === 0}
          onErasure={() => onErasure(company)}
        />,
      ],
    };
  });
  return <ResponsiveTable label={t('administration.companies')} heads={heads} rows={rows} />;
}

function State({ company }: { company: CompanyOverview }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  if (company.erasing)
    return (
      <Chip tone="bad" icon={IconTrash}>
        {t('companies.erasing')}
      </Chip>
    );
  if (company.archived_at === null)
    return (
      <Chip tone="good" icon={IconCircleCheckFilled}>
        {t('companies.active')}
      </Chip>
    );
  return (
    <Group gap={4}>
      <Chip tone="unknown" icon={IconArchive}>
        {t('companies.archived')}
      </Chip>
      <Text size="xs" c="dimmed">
        {t('companies.since', { time: exactDay(company.archived_at, zone, locale) })}
      </Text>
    </Group>
  );
}
