import { Stack, Tabs } from '@mantine/core';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { useMe } from '@/entities/user/api/getMe';
import { ProblemMessage } from '@/components/ProblemMessage';
import { ApiProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import { sections } from '@/features/administration/lib/sections';

/** Tabs over the administration's pages; opens the first that the person may see. */
export function AdministrationPage() {
  const { t } = useLocale();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const me = useMe().data;
  const permissions = me?.user.permissions ?? [];
  const allowed = sections.filter(({ anyOf }) => anyOf.some((one) => permissions.includes(one)));
  const current = pathname.split('/')[2] ?? '';
  if (me !== undefined && allowed.length === 0)
    return <ProblemMessage error={new ApiProblem({ code: 'not_allowed' })} />;
  if (current === '' && allowed[0]) return <Navigate to={allowed[0].to} replace />;
  return (
    <Stack gap="md" maw={1200} mx="auto">
      <Tabs value={current} onChange={(to) => void navigate(`/administration/${to ?? ''}`)} keepMounted={false}>
        <Tabs.List aria-label={t('administration.title')}>
          {allowed.map(({ to, label }) => (
            <Tabs.Tab key={to} value={to}>
              {t(label)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Outlet />
    </Stack>
  );
}
