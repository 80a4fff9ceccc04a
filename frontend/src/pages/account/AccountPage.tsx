import { Skeleton, Stack } from '@mantine/core';
import { PageHeader } from '@/components/PageHeader';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useAccount } from '@/features/account/api/getAccount';
import { AccountCard } from '@/features/account/components/AccountCard';
import { AddressForm } from '@/features/account/components/AddressForm';
import { NameForm } from '@/features/account/components/NameForm';
import { OwnAccess } from '@/features/account/components/OwnAccess';
import { PasswordForm } from '@/features/account/components/PasswordForm';
import { useLocale } from '@/lib/i18n/useLocale';

/** The own name, password, e-mail address and rights. */
export function AccountPage() {
  const { t } = useLocale();
  const { data: account, isPending, error, refetch } = useAccount();
  return (
    <Stack gap="md" maw={760} mx="auto">
      <PageHeader title={t('account.title')} />
      {isPending && <Skeleton height={320} radius="md" role="status" aria-label={t('common.loading')} />}
      {error !== null && !account && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {error !== null && account && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {account && (
        <>
          <AccountCard title={t('account.profile')}>
            <NameForm account={account} />
          </AccountCard>
          <AccountCard title={t('account.password')}>
            <PasswordForm email={account.email} />
          </AccountCard>
          <AccountCard title={t('account.email')}>
            <AddressForm account={account} />
          </AccountCard>
          <AccountCard title={t('account.access')}>
            <OwnAccess account={account} />
          </AccountCard>
        </>
      )}
    </Stack>
  );
}
