import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useMe } from '@/entities/user/api/getMe';
import { ApiProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Permission } from '@/types/api';

/** A page for those who have any of the permissions; others read that their role may not do this. */
export function Permitted({ anyOf, children }: { anyOf: Permission[]; children: ReactNode }) {
  const { t } = useLocale();
  const me = useMe();
  if (me.data === undefined)
    return me.isError ? (
      <ProblemMessage error={me.error} onRetry={() => void me.refetch()} />
    ) : (
      <Skeleton height={240} radius="md" role="status" aria-label={t('common.loading')} />
    );
  const { permissions } = me.data.user;
  if (!anyOf.some((one) => permissions.includes(one)))
    return <ProblemMessage error={new ApiProblem({ code: 'not_allowed' })} />;
  return children;
}
