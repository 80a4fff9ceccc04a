import { Paper, Stack, Title } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMe } from '@/entities/user/api/getMe';
import { useMay } from '@/entities/user/useMay';
import { useLocale } from '@/lib/i18n/useLocale';
import { SiteForm } from './SiteForm';

/** Names and time zones of the sites, which only administrators may change. */
export function SiteCard() {
  const { t } = useLocale();
  const { data, isError, error } = useMe();
  const may = useMay('manage_sites') === true;
  if (!may || !data) return null;
  const [only, ...others] = data.sites;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('site.title')}>
      <Title order={2} mb="sm">
        {t('site.title')}
      </Title>
      {isError && <ProblemAlert error={error} />}
      <Stack gap="xl" mt={isError ? 'md' : 0}>
        {only && <SiteForm site={only} named={others.length > 0} />}
        {others.map((site) => (
          <SiteForm key={site.id} site={site} named />
        ))}
      </Stack>
    </Paper>
  );
}
